// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.core.action.ActionRegistry;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.Execution;
import io.drawbridge.core.model.CoverageReport;
import io.drawbridge.core.model.OperationName;
import io.drawbridge.iam.IamActions;
import io.drawbridge.iam.store.IamTables;
import io.drawbridge.s3.S3Actions;
import io.drawbridge.sts.StsActions;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

/** docs/coverage.md says what the registries say, and the models know what the newest SDK knows. */
final class CoverageTest {
    private static final Path FILE = Path.of("..", "docs", "coverage.md");

    @Test
    void theDocumentSaysWhatTheRegistriesSay() throws IOException {
        String text = document();
        if (Boolean.getBoolean("drawbridge.writeCoverage")) {
            Files.writeString(FILE, text);
        }
        assertThat(Files.readString(FILE))
                .as("run: mvn -pl gateway-server -am test -Dtest=CoverageTest -Ddrawbridge.writeCoverage=true"
                        + " -Dsurefire.failIfNoSpecifiedTests=false")
                .isEqualTo(text);
    }

    private static String document() {
        TestRegistries registries = new TestRegistries();
        return "# What is done\n\n"
                + "Every operation of the AWS models that this release was built from. Written by a test; do not edit.\n"
                + "What is not done answers 501 `NotImplemented`.\n\n"
                + section("IAM", io.drawbridge.iam.model.IamOperation.values(), registries.iam.done(), Set.of())
                + "\n"
                + section("STS", io.drawbridge.sts.model.StsOperation.values(), registries.sts.done(), Set.of())
                + "\n"
                + section(
                        "S3",
                        io.drawbridge.s3.model.S3Operation.values(),
                        registries.s3.done(),
                        S3Actions.fixedAnswers());
    }

    private static String section(
            String title,
            OperationName[] operations,
            Set<? extends OperationName> done,
            Set<? extends OperationName> fixed) {
        List<OperationName> sorted = Arrays.stream(operations)
                .sorted(Comparator.comparing(OperationName::operationName))
                .toList();
        return CoverageReport.render(title, sorted, done, fixed, Map.of());
    }

    /**
     * Work that may run on an event loop, because it is bounded whatever the request and the store hold. An action that
     * joins this list needs a reason: it reads or writes a fixed number of rows, and no more of the body than the wire
     * collects in memory.
     */
    private static final Set<String> BOUNDED = Set.of(
            // Rows of one object; its body is opened, not read.
            "GetObject",
            "HeadObject",
            "GetObjectTagging",
            "HeadBucket",
            // A body in memory, 32 KiB at most, and the rows of one object or upload.
            "PutObject",
            "UploadPart",
            "PutObjectTagging",
            "DeleteObjectTagging",
            // No rows but those of the caller and one role; a token is sealed.
            "AssumeRole",
            "DecodeAuthorizationMessage",
            "GetAccessKeyInfo",
            "GetCallerIdentity",
            "GetFederationToken",
            "GetSessionToken");

    @Test
    void onlyListedActionsRunOnEventLoops() {
        TestRegistries registries = new TestRegistries();
        Set<String> bounded = new TreeSet<>();
        collectBounded(registries.iam, bounded);
        collectBounded(registries.sts, bounded);
        collectBounded(registries.s3, bounded);
        S3Actions.fixedAnswers().forEach(name -> bounded.remove(name.operationName()));
        assertThat(bounded).isEqualTo(new TreeSet<>(BOUNDED));
    }

    /** Every operation that counts as done has an action of its own. */
    private static <N extends Enum<N> & OperationName> void collectBounded(
            ActionRegistry<N> registry, Set<String> bounded) {
        for (N name : registry.done()) {
            ApiAction<?, ?> action = registry.action(name).orElseThrow();
            assertThat(action.operation().name()).isEqualTo(name.operationName());
            if (action.execution() != Execution.UNBOUNDED) {
                bounded.add(name.operationName());
            }
        }
    }

    @Test
    void theModelsKnowEveryOperationOfTheSdk() {
        assertThat(missing(IamClient.class, io.drawbridge.iam.model.IamOperation.values()))
                .isEmpty();
        assertThat(missing(StsClient.class, io.drawbridge.sts.model.StsOperation.values()))
                .isEmpty();
        assertThat(missing(S3Client.class, io.drawbridge.s3.model.S3Operation.values()))
                .isEmpty();
    }

    /** A method that takes one request object named after itself is an operation. */
    private static Set<String> missing(Class<?> client, OperationName[] known) {
        Set<String> operations = new TreeSet<>();
        for (Method method : client.getMethods()) {
            if (method.getParameterCount() >= 1) {
                String request = method.getParameterTypes()[0].getSimpleName();
                String name = method.getName();
                if (request.equalsIgnoreCase(name + "Request")) {
                    operations.add(request.substring(0, request.length() - "Request".length())
                            .toLowerCase(java.util.Locale.ROOT));
                }
            }
        }
        assertThat(operations).isNotEmpty();
        for (OperationName name : known) {
            operations.remove(name.operationName().toLowerCase(java.util.Locale.ROOT));
        }
        return operations;
    }

    /** The registries of a server; their actions are made, never called. */
    private static final class TestRegistries {
        final io.drawbridge.core.action.ActionRegistry<io.drawbridge.iam.model.IamOperation> iam;
        final io.drawbridge.core.action.ActionRegistry<io.drawbridge.sts.model.StsOperation> sts;
        final io.drawbridge.core.action.ActionRegistry<io.drawbridge.s3.model.S3Operation> s3;

        TestRegistries() {
            var store =
                    new io.drawbridge.core.kv.KeyValueStore(new io.drawbridge.core.kv.memory.MemoryEngine(1_000_000));
            var random = new java.util.SplittableRandom(1);
            var ids = new io.drawbridge.core.identity.UniqueIds(random);
            var clock = java.time.Clock.systemUTC();
            var tables = IamTables.of(store, new io.drawbridge.core.crypto.KeyRing(new byte[32]), random);
            var aws = new io.drawbridge.iam.policy.BundledAwsManagedPolicies();
            var directory = new io.drawbridge.iam.directory.IamDirectory(
                    tables, aws, io.drawbridge.core.authz.OrganizationDirectory.NONE);
            var credentials = new io.drawbridge.iam.directory.IamCredentials(tables);
            var keys = new io.drawbridge.core.crypto.KeyRing(new byte[32]);
            var tokens = new io.drawbridge.core.auth.SessionTokens(keys, clock, ids, random);
            var messages = new io.drawbridge.core.denial.AuthorizationMessages(keys, random);
            iam = IamActions.registry(
                    tables, directory, aws, ids, clock, new io.drawbridge.core.model.Pager(new byte[32]));
            sts = StsActions.registry(
                    directory, credentials, tokens, messages, new io.drawbridge.iam.directory.IamSecondFactors(tables));
            var blobs = io.drawbridge.s3.blob.FileBlobStore.temporary(() -> {
                throw new IOException("no blob is written here");
            });
            var ledger = new io.drawbridge.s3.blob.BlobLedger(store, blobs, clock, random, false);
            s3 = new S3Actions(store, blobs, ledger, directory, ids, random, clock, "us-east-1", Runnable::run)
                    .registry();
        }
    }
}
