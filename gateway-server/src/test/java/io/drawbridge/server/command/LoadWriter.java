// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.server.Drawbridge;
import io.drawbridge.server.embed.RootCredentials;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.User;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A client that makes one change after the other, each of which the next waits for, to objects and users that nobody else
 * touches, and knows what was there after each.
 */
final class LoadWriter {
    static final String BUCKET = "load";
    private static final int KEYS = 6;
    private static final int PART_LENGTH = 5 << 20;
    private static final String POLICY = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
            + "\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::%d\"}]}";

    private final String name;
    private final SplittableRandom random;
    private final Drawbridge server;
    private final RootCredentials root;

    /** What is there after as many changes as its index; the last one may not be acknowledged. */
    private final List<Map<String, String>> states = new ArrayList<>(List.of(Map.of()));

    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger acknowledged = new AtomicInteger();

    LoadWriter(String name, long seed, Drawbridge server, RootCredentials root) {
        this.name = name;
        this.random = new SplittableRandom(seed);
        this.server = server;
        this.root = root;
    }

    String name() {
        return name;
    }

    int begun() {
        return begun.get();
    }

    int acknowledged() {
        return acknowledged.get();
    }

    /** What was there after so many changes, one or the other, and those between; once nobody writes any more. */
    List<Map<String, String>> statesBetween(int first, int last) {
        return states.subList(first, last + 1);
    }

    void writeUntil(AtomicBoolean ended) {
        try (S3Client s3 = FilledStore.s3(server, root.accessKeyId(), root.secretAccessKey());
                IamClient iam = FilledStore.iam(server, root.accessKeyId(), root.secretAccessKey())) {
            while (!ended.get()) {
                Map<String, String> after = new TreeMap<>(states.get(states.size() - 1));
                Runnable change = change(s3, iam, after);
                states.add(after);
                begun.incrementAndGet();
                change.run();
                acknowledged.incrementAndGet();
            }
        }
    }

    /** Chooses a change and makes it to what will be there. */
    private Runnable change(S3Client s3, IamClient iam, Map<String, String> after) {
        String key = name + "/" + random.nextInt(KEYS);
        int dice = random.nextInt(100);
        if (dice < 25) {
            return put(s3, key, bytes(random.nextInt(20_000)), after);
        } else if (dice < 55) {
            return put(s3, key, bytes(random.nextInt(40_000, 600_000)), after);
        } else if (dice < 70) {
            after.remove("object " + key);
            return () -> s3.deleteObject(request -> request.bucket(BUCKET).key(key));
        } else if (dice < 78) {
            return copy(s3, key, after);
        } else if (dice < 86) {
            return multipart(s3, key, after);
        }
        return user(iam, after);
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static Runnable put(S3Client s3, String key, byte[] bytes, Map<String, String> after) {
        after.put("object " + key, digest(bytes));
        return () -> s3.putObject(request -> request.bucket(BUCKET).key(key), RequestBody.fromBytes(bytes));
    }

    private Runnable copy(S3Client s3, String from, Map<String, String> after) {
        String to = name + "/copy-" + random.nextInt(2);
        String copied = after.get("object " + from);
        if (copied == null) {
            return put(s3, from, bytes(50_000), after);
        }
        after.put("object " + to, copied);
        return () -> s3.copyObject(request -> request.sourceBucket(BUCKET)
                .sourceKey(from)
                .destinationBucket(BUCKET)
                .destinationKey(to));
    }

    /** One of four uploads is aborted. */
    private Runnable multipart(S3Client s3, String key, Map<String, String> after) {
        byte[] whole = bytes(PART_LENGTH + 70_000);
        boolean completed = random.nextInt(4) > 0;
        if (completed) {
            after.put("object " + key, digest(whole));
        }
        return () -> {
            String upload = s3.createMultipartUpload(
                            request -> request.bucket(BUCKET).key(key))
                    .uploadId();
            List<CompletedPart> parts = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                int number = i + 1;
                byte[] part = java.util.Arrays.copyOfRange(
                        whole, i * PART_LENGTH, Math.min(whole.length, (i + 1) * PART_LENGTH));
                String etag = s3.uploadPart(
                                request -> request.bucket(BUCKET)
                                        .key(key)
                                        .uploadId(upload)
                                        .partNumber(number),
                                RequestBody.fromBytes(part))
                        .eTag();
                parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
            }
            if (completed) {
                s3.completeMultipartUpload(request ->
                        request.bucket(BUCKET).key(key).uploadId(upload).multipartUpload(all -> all.parts(parts)));
            } else {
                s3.abortMultipartUpload(
                        request -> request.bucket(BUCKET).key(key).uploadId(upload));
            }
        };
    }

    private Runnable user(IamClient iam, Map<String, String> after) {
        String user = name + "-user-" + random.nextInt(2);
        String policy = POLICY.formatted(random.nextInt(1000));
        String entry = "user " + user;
        String before = after.get(entry);
        if (before == null) {
            after.put(entry, "");
            return () -> iam.createUser(request -> request.userName(user));
        }
        if (before.isEmpty()) {
            after.put(entry, policy);
            return () -> iam.putUserPolicy(
                    request -> request.userName(user).policyName("p").policyDocument(policy));
        }
        after.put(entry, "");
        return () -> iam.deleteUserPolicy(request -> request.userName(user).policyName("p"));
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a server shows of what all writers make; each object is read whole and compared with its entity tag. */
    static Map<String, String> state(Drawbridge server) {
        Map<String, String> seen = new TreeMap<>();
        RootCredentials root = server.rootCredentials(FilledStore.ACCOUNT);
        try (S3Client s3 = FilledStore.s3(server, root.accessKeyId(), root.secretAccessKey());
                IamClient iam = FilledStore.iam(server, root.accessKeyId(), root.secretAccessKey())) {
            for (S3Object object :
                    s3.listObjectsV2(request -> request.bucket(BUCKET)).contents()) {
                var got = s3.getObjectAsBytes(request -> request.bucket(BUCKET).key(object.key()));
                byte[] bytes = got.asByteArray();
                assertThat(object.size()).isEqualTo(bytes.length);
                assertThat(got.response().eTag()).isEqualTo(object.eTag());
                if (!object.eTag().contains("-")) {
                    assertThat(object.eTag()).isEqualTo("\"" + digest(bytes) + "\"");
                }
                seen.put("object " + object.key(), digest(bytes));
            }
            for (User user : iam.listUsers().users()) {
                boolean policy = !iam.listUserPolicies(request -> request.userName(user.userName()))
                        .policyNames()
                        .isEmpty();
                seen.put(
                        "user " + user.userName(),
                        policy
                                ? URLDecoder.decode(
                                        iam.getUserPolicy(request -> request.userName(user.userName())
                                                        .policyName("p"))
                                                .policyDocument(),
                                        StandardCharsets.UTF_8)
                                : "");
            }
        }
        return seen;
    }
}
