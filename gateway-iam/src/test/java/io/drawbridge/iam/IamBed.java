// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam;

import io.drawbridge.core.action.ActionPipeline;
import io.drawbridge.core.action.ActionRegistry;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.CallerResolver;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.api.RequestBody;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.auth.Authenticated;
import io.drawbridge.core.auth.Payload;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.authz.Authorizer;
import io.drawbridge.core.authz.OrganizationDirectory;
import io.drawbridge.core.crypto.KeyRing;
import io.drawbridge.core.identity.AuthenticationType;
import io.drawbridge.core.identity.Caller;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.identity.SessionFacts;
import io.drawbridge.core.identity.UniqueIds;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.kv.memory.MemoryEngine;
import io.drawbridge.core.model.Operation;
import io.drawbridge.core.model.Pager;
import io.drawbridge.core.model.Structure;
import io.drawbridge.core.model.Validator;
import io.drawbridge.core.requestlog.RequestLogBuilder;
import io.drawbridge.iam.directory.IamDirectory;
import io.drawbridge.iam.model.CreateGroupRequest;
import io.drawbridge.iam.model.CreatePolicyRequest;
import io.drawbridge.iam.model.CreateRoleRequest;
import io.drawbridge.iam.model.CreateUserRequest;
import io.drawbridge.iam.model.DeleteUserRequest;
import io.drawbridge.iam.model.GetRoleRequest;
import io.drawbridge.iam.model.IamOperation;
import io.drawbridge.iam.model.Policy;
import io.drawbridge.iam.model.PutUserPolicyRequest;
import io.drawbridge.iam.policy.BundledAwsManagedPolicies;
import io.drawbridge.iam.store.Account;
import io.drawbridge.iam.store.IamTables;
import io.drawbridge.iam.store.User;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** An account with all actions of IAM over the memory engine. */
final class IamBed {
    static final AccountId ACCOUNT = new AccountId("111122223333");
    static final AccountId OTHER = new AccountId("444455556666");
    static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    static final String TRUST_ROOT = trust("arn:aws:iam::111122223333:root");
    static final String ALLOW_ALL =
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}";

    final InterposedEngine engine = new InterposedEngine(new MemoryEngine(1L << 28, new SplittableRandom(7)));
    final IamTables tables = IamTables.of(
            new KeyValueStore(engine), new KeyRing(new byte[KeyRing.MASTER_BYTES]), new SplittableRandom(11));
    final IamDirectory directory;

    /** Runs between the access checks and the work of a call, as another client would. */
    Runnable beforeHandle = () -> {};

    final ActionRegistry<IamOperation> registry;
    private final CallerResolver callers;

    IamBed() {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        BundledAwsManagedPolicies aws = new BundledAwsManagedPolicies();
        directory = new IamDirectory(tables, aws, OrganizationDirectory.NONE);
        registry = IamActions.registry(
                tables, directory, aws, new UniqueIds(new SplittableRandom(7)), clock, new Pager(new byte[32]));
        callers = new CallerResolver(
                directory, new Authorizer(clock), (key, service, region, at) -> {}, clock, "us-east-1");
        for (AccountId id : List.of(ACCOUNT, OTHER)) {
            tables.changeOnly(id, transaction -> tables.accounts()
                    .put(transaction, new Account(id, "name " + id, id + "@example.com", null, NOW)));
        }
    }

    static String trust(String principal) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"" + principal
                + "\"},\"Action\":\"sts:AssumeRole\"}]}";
    }

    RequestContext context(Principal principal, @Nullable SessionFacts session) {
        ApiRequest request =
                new ApiRequest("POST", "/", "", new HttpHeaders(), RequestBody.of(new byte[0]), "192.0.2.1", true, NOW);
        Caller caller = new Caller(principal, session, "AKIAEXAMPLE", AuthenticationType.SIGV4_HEADER);
        Authenticated authenticated = new Authenticated(caller, RequestBody.of(new byte[0]), Payload.PLAIN);
        return callers.resolve(
                        "request",
                        "iam",
                        request,
                        authenticated,
                        "us-east-1",
                        new RequestLogBuilder("request", request, () -> 0, false))
                .orElseThrow();
    }

    RequestContext root() {
        return context(new Principal.AccountRoot(ACCOUNT), null);
    }

    RequestContext as(String userName) {
        User user = tables.store()
                .read(transaction -> tables.users().find(transaction, ACCOUNT, userName))
                .orElseThrow();
        return context(user.principal(), null);
    }

    @SuppressWarnings("unchecked")
    <I extends Structure, O extends Structure> ApiAction<I, O> action(Operation<I, O> operation) {
        IamOperation name = registry.operation(operation.name()).orElseThrow();
        return (ApiAction<I, O>) registry.action(name).orElseThrow();
    }

    <I extends Structure, O extends Structure> O call(RequestContext context, Operation<I, O> operation, I input) {
        ApiAction<I, O> action = action(operation);
        Validator.check(input, Validator.RefusedValues.HIDDEN);
        return ActionPipeline.perform(new InterposedAction<>(action, beforeHandle), input, context);
    }

    <I extends Structure, O extends Structure> O call(Operation<I, O> operation, I input) {
        return call(root(), operation, input);
    }

    io.drawbridge.iam.model.User user(String name) {
        io.drawbridge.iam.model.User user = call(
                        CreateUserRequest.OPERATION,
                        CreateUserRequest.builder().userName(name).build())
                .user();
        return Objects.requireNonNull(user);
    }

    void group(String name) {
        call(
                CreateGroupRequest.OPERATION,
                CreateGroupRequest.builder().groupName(name).build());
    }

    io.drawbridge.iam.model.Role role(String name, String trustPolicy) {
        return call(
                        CreateRoleRequest.OPERATION,
                        CreateRoleRequest.builder()
                                .roleName(name)
                                .assumeRolePolicyDocument(trustPolicy)
                                .build())
                .role();
    }

    /** Creates a policy and returns its ARN. */
    String policy(String name) {
        Policy policy = call(
                        CreatePolicyRequest.OPERATION,
                        CreatePolicyRequest.builder()
                                .policyName(name)
                                .policyDocument(ALLOW_ALL)
                                .build())
                .policy();
        return Objects.requireNonNull(Objects.requireNonNull(policy).arn());
    }

    void allow(String userName, String document) {
        call(
                PutUserPolicyRequest.OPERATION,
                PutUserPolicyRequest.builder()
                        .userName(userName)
                        .policyName("own")
                        .policyDocument(document)
                        .build());
    }

    void deleteUser(String name) {
        call(
                DeleteUserRequest.OPERATION,
                DeleteUserRequest.builder().userName(name).build());
    }

    /** Returns the trust policy that GetRole shows, decoded. */
    String shownTrust(String roleName) {
        String encoded = call(
                        GetRoleRequest.OPERATION,
                        GetRoleRequest.builder().roleName(roleName).build())
                .role()
                .assumeRolePolicyDocument();
        return URLDecoder.decode(Objects.requireNonNull(encoded), StandardCharsets.UTF_8);
    }

    /** An action that another client interrupts before its work. */
    private record InterposedAction<I extends Structure, O extends Structure>(
            ApiAction<I, O> action, Runnable beforeHandle) implements ApiAction<I, O> {
        @Override
        public Operation<I, O> operation() {
            return action.operation();
        }

        @Override
        public List<AccessCheck> accessChecks(I input, RequestContext context) {
            return action.accessChecks(input, context);
        }

        @Override
        public O handle(I input, RequestContext context) {
            beforeHandle.run();
            return action.handle(input, context);
        }
    }
}
