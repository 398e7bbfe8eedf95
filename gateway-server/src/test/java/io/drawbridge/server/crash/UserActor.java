// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.crash;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.User;
import software.amazon.awssdk.services.sts.StsClient;

/** Makes users, their keys and their policies. */
final class UserActor implements Actor {
    private static final int USERS = 3;
    private static final String[] ARNS = {
        "arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::aws:policy/AdministratorAccess"
    };

    private final String name;
    private final SplittableRandom random;
    private final Report report;
    private final Map<String, State> users = new HashMap<>();
    private final Map<String, String> secrets = new HashMap<>();
    private @Nullable ServerProcess server;
    private @Nullable IamClient iam;
    private @Nullable Pending pending;

    /** A user: ids of its keys, its inline policies, what is attached. */
    private record State(Set<String> keys, Map<String, String> policies, Set<String> attached) {
        static final State NEW = new State(Set.of(), Map.of(), Set.of());

        State {
            keys = Set.copyOf(keys);
            policies = Map.copyOf(policies);
            attached = Set.copyOf(attached);
        }
    }

    private record Pending(String user, @Nullable State after, boolean newKey) {}

    UserActor(String name, SplittableRandom random, Report report) {
        this.name = name;
        this.random = random;
        this.report = report;
    }

    @Override
    public void connect(ServerProcess started) {
        server = started;
        iam = started.iam();
    }

    private IamClient iam() {
        IamClient connected = iam;
        if (connected == null) {
            throw new IllegalStateException("not connected");
        }
        return connected;
    }

    @Override
    public void act() {
        String user = name + "-" + random.nextInt(USERS);
        State before = users.get(user);
        if (before == null) {
            pending = new Pending(user, State.NEW, false);
            iam().createUser(request -> request.userName(user));
            users.put(user, State.NEW);
        } else {
            switch (random.nextInt(8)) {
                case 0, 1 -> key(user, before);
                case 2, 3, 4 -> policy(user, before);
                case 5, 6 -> attachment(user, before);
                default -> tearDown(user, before);
            }
        }
        pending = null;
        report.acknowledged.increment();
    }

    private void key(String user, State before) {
        if (before.keys.size() == 2) {
            removeKey(user, before);
            return;
        }
        pending = new Pending(user, before, true);
        AccessKey made =
                iam().createAccessKey(request -> request.userName(user)).accessKey();
        secrets.put(made.accessKeyId(), made.secretAccessKey());
        Set<String> keys = new TreeSet<>(before.keys);
        keys.add(made.accessKeyId());
        users.put(user, new State(keys, before.policies, before.attached));
    }

    private void removeKey(String user, State before) {
        Set<String> keys = new TreeSet<>(before.keys);
        String id = keys.iterator().next();
        keys.remove(id);
        State after = new State(keys, before.policies, before.attached);
        pending = new Pending(user, after, false);
        iam().deleteAccessKey(request -> request.userName(user).accessKeyId(id));
        users.put(user, after);
    }

    private void policy(String user, State before) {
        String policy = "policy-" + random.nextInt(3);
        Map<String, String> policies = new TreeMap<>(before.policies);
        if (policies.containsKey(policy) && random.nextInt(3) == 0) {
            removePolicy(user, before, policy);
            return;
        }
        String document = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":"
                + "\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::b/" + random.nextLong() + "\"}]}";
        policies.put(policy, document);
        State after = new State(before.keys, policies, before.attached);
        pending = new Pending(user, after, false);
        iam().putUserPolicy(request -> request.userName(user).policyName(policy).policyDocument(document));
        users.put(user, after);
    }

    private void removePolicy(String user, State before, String policy) {
        Map<String, String> policies = new TreeMap<>(before.policies);
        policies.remove(policy);
        State after = new State(before.keys, policies, before.attached);
        pending = new Pending(user, after, false);
        iam().deleteUserPolicy(request -> request.userName(user).policyName(policy));
        users.put(user, after);
    }

    private void attachment(String user, State before) {
        String arn = ARNS[random.nextInt(ARNS.length)];
        Set<String> attached = new TreeSet<>(before.attached);
        boolean attach = attached.add(arn);
        if (!attach) {
            attached.remove(arn);
        }
        State after = new State(before.keys, before.policies, attached);
        pending = new Pending(user, after, false);
        if (attach) {
            iam().attachUserPolicy(request -> request.userName(user).policyArn(arn));
        } else {
            iam().detachUserPolicy(request -> request.userName(user).policyArn(arn));
        }
        users.put(user, after);
    }

    /** One step towards a user that may be deleted, or the deletion. */
    private void tearDown(String user, State before) {
        if (!before.keys.isEmpty()) {
            removeKey(user, before);
        } else if (!before.policies.isEmpty()) {
            removePolicy(user, before, before.policies.keySet().iterator().next());
        } else if (before.attached.isEmpty()) {
            pending = new Pending(user, null, false);
            iam().deleteUser(request -> request.userName(user));
            users.remove(user);
        } else {
            attachment(user, before);
        }
    }

    @Override
    public void verify() {
        if (pending != null) {
            report.inFlight.increment();
        }
        Set<String> listed = new HashSet<>();
        for (User user : iam().listUsers().users()) {
            listed.add(user.userName());
        }
        for (int i = 0; i < USERS; i++) {
            String user = name + "-" + i;
            report.checks.increment();
            State found = find(user);
            if ((found != null) != listed.contains(user)) {
                report.dangling("the listing of users and GetUser do not agree on " + user);
            }
            verify(user, found);
        }
        pending = null;
    }

    private void verify(String user, @Nullable State found) {
        State before = users.get(user);
        Pending flying = pending != null && pending.user.equals(user) ? pending : null;
        boolean old = same(found, before);
        boolean applied = flying != null && (flying.newKey ? withOneMoreKey(found, before) : same(found, flying.after));
        if (applied && !old) {
            report.applied.increment();
        }
        if (!old && !applied) {
            String what = "user " + user + ": " + found + " (expected: " + before
                    + (flying == null ? "" : " or " + flying.after) + ")";
            if (found == null || before == null || flying == null) {
                report.lost(what);
            } else {
                report.torn(what);
            }
        }
        users.remove(user);
        if (found != null) {
            users.put(user, found);
            found.keys.forEach(this::use);
        }
    }

    private static boolean same(@Nullable State one, @Nullable State other) {
        return one == null ? other == null : one.equals(other);
    }

    private static boolean withOneMoreKey(@Nullable State found, @Nullable State before) {
        return found != null
                && before != null
                && found.keys.size() == before.keys.size() + 1
                && found.keys.containsAll(before.keys)
                && same(new State(before.keys, found.policies, found.attached), before);
    }

    private void use(String accessKeyId) {
        String secret = secrets.get(accessKeyId);
        ServerProcess running = server;
        if (secret == null || running == null) {
            return;
        }
        report.checks.increment();
        try (StsClient sts = running.sts(accessKeyId, secret)) {
            sts.getCallerIdentity();
        }
    }

    private @Nullable State find(String user) {
        try {
            iam().getUser(request -> request.userName(user));
        } catch (NoSuchEntityException e) {
            return null;
        }
        Set<String> keys = new TreeSet<>();
        iam().listAccessKeys(request -> request.userName(user))
                .accessKeyMetadata()
                .forEach(key -> keys.add(key.accessKeyId()));
        Map<String, String> policies = new TreeMap<>();
        for (String policy :
                iam().listUserPolicies(request -> request.userName(user)).policyNames()) {
            policies.put(
                    policy,
                    URLDecoder.decode(
                            iam().getUserPolicy(
                                            request -> request.userName(user).policyName(policy))
                                    .policyDocument(),
                            StandardCharsets.UTF_8));
        }
        Set<String> attached = new TreeSet<>();
        iam().listAttachedUserPolicies(request -> request.userName(user))
                .attachedPolicies()
                .forEach(policy -> attached.add(policy.policyArn()));
        return new State(keys, policies, attached);
    }
}
