// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3;

import io.drawbridge.core.action.ActionPipeline;
import io.drawbridge.core.action.ActionRegistry;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.action.RequestFindings;
import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.api.RequestBody;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.auth.Payload;
import io.drawbridge.core.authz.AuthorizationContext;
import io.drawbridge.core.authz.Authorizer;
import io.drawbridge.core.authz.CompiledPolicy;
import io.drawbridge.core.authz.IdentityPolicies;
import io.drawbridge.core.authz.ListedIdentities;
import io.drawbridge.core.authz.PolicyOrigin;
import io.drawbridge.core.authz.PolicySet;
import io.drawbridge.core.authz.PolicySourceType;
import io.drawbridge.core.identity.AuthenticationType;
import io.drawbridge.core.identity.Caller;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.identity.UniqueIds;
import io.drawbridge.core.kv.KeyValueStore;
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
import io.drawbridge.s3.model.CreateBucketRequest;
import io.drawbridge.s3.model.S3Operation;
import io.drawbridge.s3.object.ObjectHeaders;
import io.drawbridge.s3.object.StoredBody;
import io.drawbridge.s3.object.StoredObject;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;

/** The actions of S3 over a store in memory, and their callers. */
public final class S3Scene implements AutoCloseable {
    public static final AccountId OWNER = new AccountId("111122223333");
    public static final AccountId STRANGER = new AccountId("444455556666");
    public static final Instant NOW = Instant.parse("2026-11-22T01:02:03Z");

    private static final String EVERYTHING =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}";

    public final KeyValueStore store = new KeyValueStore(new MemoryEngine(1L << 30, new Random(8)));
    public final ListedIdentities users = new ListedIdentities(OWNER, STRANGER);
    public final SceneTables tables;
    private final String region;
    private final ActionRegistry<S3Operation> registry;
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final Authorizer authorizer = new Authorizer(clock);

    public S3Scene(String region) {
        UniqueIds ids = new UniqueIds(new Random(1));
        BlobStore blobs = FileBlobStore.temporary(() -> {
            throw new IOException("nothing here is large");
        });
        BlobLedger ledger = new BlobLedger(store, blobs, clock, new SplittableRandom(1), false);
        this.region = region;
        S3Actions actions =
                new S3Actions(store, blobs, ledger, users, ids, new Random(2), clock, region, Runnable::run);
        tables = new SceneTables(blobs, ledger, actions);
        registry = actions.registry();
    }

    /** Returns a request of an account's root with these headers and this query. */
    public RequestContext root(AccountId account, String query, String... headers) {
        return context(caller(new Principal.AccountRoot(account)), "", query, headers);
    }

    public RequestContext root(AccountId account) {
        return root(account, "");
    }

    /** Returns a user without limits except its own policies. */
    public RequestContext user(AccountId account, String name) {
        return user(account, name, EVERYTHING);
    }

    /** Returns a user with this policy; the empty text means none. */
    public RequestContext user(AccountId account, String name, String policy) {
        Arn arn = Arn.iam(account, "user/" + name);
        String id = users.ids.computeIfAbsent(arn, key -> "AIDA" + "ABCDEFGHIJKLM" + (1000 + users.ids.size()));
        return context(caller(new Principal.IamUser(account, arn, id, name)), policy, "");
    }

    public RequestContext anonymous() {
        return context(Caller.ANONYMOUS, "", "");
    }

    private static Caller caller(Principal principal) {
        return new Caller(principal, null, "AKIAEXAMPLE", AuthenticationType.SIGV4_HEADER);
    }

    private RequestContext context(Caller caller, String policy, String query, String... headers) {
        HttpHeaders sent = new HttpHeaders();
        for (int i = 0; i < headers.length; i += 2) {
            sent.add(headers[i], headers[i + 1]);
        }
        IdentityPolicies policies = policy.isEmpty()
                ? IdentityPolicies.NONE
                : new IdentityPolicies(
                        PolicySet.of(CompiledPolicy.compile(
                                PolicyParser.parse(policy, PolicyGrammar.INLINE_USER),
                                new PolicyOrigin(PolicySourceType.USER, "test", null, null))),
                        null,
                        Map.of(),
                        List.of());
        ApiRequest request =
                new ApiRequest("GET", "/", query, sent, RequestBody.of(new byte[0]), "192.0.2.1", true, NOW);
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
                region,
                new RequestFindings(),
                new RequestLogBuilder("REQUEST", request, () -> 0, false));
    }

    /** Checks the access and runs the action, as the service does. */
    public <O extends Structure> O call(
            S3Operation name, Structure input, RequestContext context, Class<O> resultType) {
        ApiAction<?, ?> action = registry.action(name).orElseThrow();
        return resultType.cast(run(action, input, context));
    }

    @SuppressWarnings("unchecked") // the registry gives each operation the action of its own input
    private static <I extends Structure> Object run(ApiAction<I, ?> action, Structure input, RequestContext context) {
        I typed = (I) input;
        return ActionPipeline.perform(action, typed, context);
    }

    /** Creates a bucket of the owner's account. */
    public Bucket bucket(String name) {
        call(
                S3Operation.CREATE_BUCKET,
                CreateBucketRequest.builder().bucket(name).build(),
                root(OWNER),
                Structure.class);
        return tables.buckets().require(store, name);
    }

    /** Writes an object without bytes. */
    public void put(Bucket bucket, String key) {
        StoredObject object = new StoredObject(
                1,
                0,
                "d41d8cd98f00b204e9800998ecf8427e",
                NOW,
                new StoredBody.Empty(),
                ObjectHeaders.NONE,
                Map.of(),
                null);
        store.update(transaction -> tables.objects().put(transaction, bucket, key, object, null));
    }

    @Override
    public void close() {
        store.close();
    }
}
