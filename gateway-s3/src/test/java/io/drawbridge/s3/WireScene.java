// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3;

import io.drawbridge.core.action.ActionPipeline;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.ApiService;
import io.drawbridge.core.action.ProtocolExchange;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.action.RequestFindings;
import io.drawbridge.core.action.RequestIds;
import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.ApiResponse;
import io.drawbridge.core.api.Endpoint;
import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.api.RequestBody;
import io.drawbridge.core.api.ResponseBody;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.auth.Payload;
import io.drawbridge.core.auth.RequestAuthenticator;
import io.drawbridge.core.authz.AuthorizationContext;
import io.drawbridge.core.authz.Authorizer;
import io.drawbridge.core.authz.CompiledPolicy;
import io.drawbridge.core.authz.IdentityPolicies;
import io.drawbridge.core.authz.ListedIdentities;
import io.drawbridge.core.authz.PolicyOrigin;
import io.drawbridge.core.authz.PolicySet;
import io.drawbridge.core.authz.PolicySourceType;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.identity.AuthenticationType;
import io.drawbridge.core.identity.Caller;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.identity.UniqueIds;
import io.drawbridge.core.kv.KeyRange;
import io.drawbridge.core.kv.KeyValueEngine;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.kv.memory.MemoryEngine;
import io.drawbridge.core.model.Structure;
import io.drawbridge.core.policy.PolicyGrammar;
import io.drawbridge.core.policy.PolicyParser;
import io.drawbridge.core.policy.condition.ConditionValues;
import io.drawbridge.core.requestlog.RequestLogBuilder;
import io.drawbridge.s3.blob.BlobLedger;
import io.drawbridge.s3.blob.BlobStore;
import io.drawbridge.s3.blob.FileBlobStore;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.bucket.BucketVersioning;
import io.drawbridge.s3.model.S3Operation;
import io.drawbridge.s3.store.S3Spaces;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The actions on objects over a store in memory and blobs in a folder, called with requests without signatures. */
public final class WireScene implements AutoCloseable {
    public static final AccountId OWNER = new AccountId("111122223333");
    public static final Instant NOW = Instant.parse("2026-11-22T01:02:03Z");
    public static final String EVERYTHING =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}";

    public final KeyValueStore store;
    public final SceneTables tables;
    private final Path folder;
    private final ApiService<S3Operation> service;
    private final Authorizer authorizer;

    /**
     * @param folder exists and is empty
     */
    public WireScene(Path folder) {
        this(folder, new MemoryEngine(1L << 30, new Random(8)));
    }

    /**
     * @param folder exists and is empty
     * @param engine holds the rows
     */
    public WireScene(Path folder, KeyValueEngine engine) {
        this(folder, engine, blobs -> blobs);
    }

    /**
     * @param folder exists and is empty
     * @param engine holds the rows
     * @param observer wraps the blobs that the actions use
     */
    public WireScene(Path folder, KeyValueEngine engine, UnaryOperator<BlobStore> observer) {
        this.folder = folder;
        this.store = new KeyValueStore(engine);
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        authorizer = new Authorizer(clock);
        SplittableRandom random = new SplittableRandom(1);
        BlobStore blobs = observer.apply(FileBlobStore.temporary(() -> folder));
        BlobLedger ledger = new BlobLedger(store, blobs, clock, random, false);
        S3Actions actions = new S3Actions(
                store,
                blobs,
                ledger,
                new ListedIdentities(OWNER),
                new UniqueIds(random),
                random,
                clock,
                "us-east-1",
                Runnable::run);
        tables = new SceneTables(blobs, ledger, actions);
        service = actions.service();
        bucket("b", 1);
    }

    /** Creates a bucket of the owner's account. */
    public Bucket bucket(String name, long id) {
        Bucket bucket = new Bucket(name, id, OWNER, "us-east-1", NOW);
        store.update(transaction -> tables.buckets().put(transaction, bucket));
        return bucket;
    }

    /** Changes the versioning state of a bucket and returns the bucket. */
    public Bucket versioning(Bucket bucket, BucketVersioning versioning) {
        store.update(transaction -> tables.buckets().putVersioning(transaction, bucket, versioning));
        return bucket.with(versioning);
    }

    /** A response as a client receives it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Answer(int status, HttpHeaders headers, byte[] body) {
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        public String header(String name) {
            return headers.first(name).orElse("");
        }

        /** Returns the text of the first element of that name. */
        public String element(String name) {
            int from = text().indexOf('<' + name + '>') + name.length() + 2;
            return text().substring(from, text().indexOf("</" + name + '>', from))
                    .replace("&quot;", "\"");
        }
    }

    /** Calls as the root of the owner's account. */
    public Answer call(String method, String pathAndQuery, byte[] body, String... headers) throws IOException {
        return call("", method, pathAndQuery, RequestBody.of(body), body.length, headers);
    }

    public Answer call(String method, String pathAndQuery, String... headers) throws IOException {
        return call(method, pathAndQuery, new byte[0], headers);
    }

    /** Calls as a user with this policy; the empty text means the root of the owner's account. */
    public Answer as(String policy, String method, String pathAndQuery, String... headers) throws IOException {
        return call(policy, method, pathAndQuery, RequestBody.of(new byte[0]), 0, headers);
    }

    public Answer call(
            String policy, String method, String pathAndQuery, RequestBody body, long length, String... headers)
            throws IOException {
        int mark = pathAndQuery.indexOf('?');
        String path = mark < 0 ? pathAndQuery : pathAndQuery.substring(0, mark);
        String rawQuery = mark < 0 ? "" : pathAndQuery.substring(mark + 1);
        HttpHeaders sent = new HttpHeaders().add("Content-Length", Long.toString(length));
        for (int i = 0; i < headers.length; i += 2) {
            sent.add(headers[i], headers[i + 1]);
        }
        ApiRequest request = new ApiRequest(method, path, rawQuery, sent, body, "192.0.2.1", true, NOW);
        ProtocolExchange exchange = service.protocol().open(request, new Endpoint(path, null), List.of(service));
        return run(exchange.action(), exchange, context(policy, exchange.read(request)));
    }

    private static <I extends Structure, O extends Structure> Answer run(
            ApiAction<I, O> action, ProtocolExchange exchange, RequestContext context) throws IOException {
        I input = exchange.decode(action.operation(), context);
        O output = ActionPipeline.perform(action, input, context);
        ApiResponse response =
                exchange.encode(action.operation(), output, context, new RequestIds("REQUEST", "EXTENDED"));
        return new Answer(response.status(), response.headers(), bytes(response.body()));
    }

    /**
     * An operation and its input.
     *
     * @param signed false for an anonymous caller
     * @param input null when it is refused
     */
    public record Decoded(
            boolean signed, String operation, @Nullable Structure input) {}

    /** Authenticates and decodes a request, and does no more. */
    public Decoded decode(ApiRequest request, RequestAuthenticator authenticator) throws IOException {
        ProtocolExchange exchange =
                service.protocol().open(request, new Endpoint(request.rawPath(), null), List.of(service));
        Caller caller = exchange.authenticate(authenticator).caller();
        return decoded(exchange.action(), exchange, caller.accessKeyId() != null, context("", exchange.read(request)));
    }

    private static <I extends Structure> Decoded decoded(
            ApiAction<I, ?> action, ProtocolExchange exchange, boolean signed, RequestContext context)
            throws IOException {
        try {
            return new Decoded(signed, action.operation().name(), exchange.decode(action.operation(), context));
        } catch (AwsException e) {
            return new Decoded(signed, action.operation().name(), null);
        }
    }

    /** Returns the value of Content-MD5. */
    public static String md5(byte[] document) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("MD5").digest(document));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(ResponseBody body) throws IOException {
        if (body instanceof ResponseBody.Bytes bytes) {
            return bytes.bytes();
        } else if (body instanceof ResponseBody.Streamed streamed) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            streamed.producer().writeTo(Channels.newChannel(out));
            return out.toByteArray();
        }
        ResponseBody.FileRegion region = (ResponseBody.FileRegion) body;
        ByteBuffer buffer = ByteBuffer.allocate((int) region.contentLength());
        try (FileChannel channel = region.channel()) {
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, region.offset() + buffer.position()) < 0) {
                    throw new IOException("file region ends early");
                }
            }
        }
        return buffer.array();
    }

    private RequestContext context(String policy, ApiRequest request) {
        Principal principal = policy.isEmpty()
                ? new Principal.AccountRoot(OWNER)
                : new Principal.IamUser(OWNER, Arn.iam(OWNER, "user/ann"), "AIDAABCDEFGHIJKLMNOPQ", "ann");
        Caller caller = new Caller(principal, null, "AKIAEXAMPLE", AuthenticationType.SIGV4_HEADER);
        IdentityPolicies policies = policy.isEmpty()
                ? IdentityPolicies.NONE
                : new IdentityPolicies(
                        PolicySet.of(CompiledPolicy.compile(
                                PolicyParser.parse(policy, PolicyGrammar.INLINE_USER),
                                new PolicyOrigin(PolicySourceType.USER, "test", null, null))),
                        null,
                        Map.of(),
                        List.of());
        AuthorizationContext authorization =
                AuthorizationContext.of(caller, policies, null, ConditionValues.EMPTY, NOW);
        return new RequestContext(
                "REQUEST",
                request,
                caller,
                Payload.PLAIN,
                authorization,
                authorizer,
                NOW,
                "us-east-1",
                new RequestFindings(),
                new RequestLogBuilder("REQUEST", request, () -> 0, false));
    }

    /** Returns the number of blobs that exist. */
    public long blobCount() throws IOException {
        new S3Housekeeping(store, tables.ledger()).run();
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    /** Returns the number of rows of objects, their bodies, uploads and all other rows about them. */
    public int rowCount() {
        new S3Housekeeping(store, tables.ledger()).run();
        return store.read(transaction -> {
            int count = 0;
            for (KeyRange range : List.of(
                    S3Spaces.OBJECT.key().range(),
                    S3Spaces.OBJECT_VERSION.key().range(),
                    S3Spaces.NULL_VERSION.key().range(),
                    S3Spaces.INLINE_BODY.key().range(),
                    S3Spaces.UPLOAD.key().range(),
                    S3Spaces.PART.key().range(),
                    S3Spaces.MANIFEST.key().range(),
                    S3Spaces.BLOB_USE.key().range(),
                    S3Spaces.UNPUBLISHED_BLOB.key().range(),
                    S3Spaces.GARBAGE_BLOB.key().range(),
                    S3Spaces.DELETED_BUCKET.key().range())) {
                ReadTransaction.Scan scan = transaction.scan(range);
                while (scan.next() != null) {
                    count++;
                }
            }
            return count;
        });
    }

    @Override
    public void close() {
        tables.blobs().close();
        store.close();
    }
}
