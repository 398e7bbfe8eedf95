// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.server.Drawbridge;
import io.drawbridge.server.engine.postgres.PostgresServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The commands for operators: what a client sees before is what it sees after, and what is damaged is refused whole. */
final class StoreCommandsTest {
    private static final String ACCOUNT = "111111111111";
    private static final String POLICY = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
            + "\"Action\":\"*\",\"Resource\":\"*\"}]}";
    private static final String BUCKET_POLICY = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
            + "\"Principal\":{\"AWS\":\"111111111111\"},\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::one/*\"}]}";

    @TempDir
    Path folder;

    private Path data;
    private String userKey = "";
    private String userSecret = "";
    private Map<String, String> before = Map.of();

    private record Outcome(int exitCode, String output, String errors) {}

    private Outcome execute(Object... words) {
        StringWriter output = new StringWriter();
        StringWriter errors = new StringWriter();
        CommandLine line =
                Main.commandLine().setOut(new PrintWriter(output, true)).setErr(new PrintWriter(errors, true));
        int exitCode = line.execute(Arrays.stream(words).map(Object::toString).toArray(String[]::new));
        return new Outcome(exitCode, output.toString(), errors.toString());
    }

    private void succeeds(Object... words) {
        Outcome outcome = execute(words);
        assertThat(outcome.exitCode).as(outcome.errors + outcome.output).isZero();
    }

    private void refused(String reason, Object... words) {
        Outcome outcome = execute(words);
        assertThat(outcome.exitCode).isEqualTo(2);
        assertThat(outcome.errors).startsWith("drawbridge: ").contains(reason);
        assertThat(outcome.errors.lines()).hasSize(1);
    }

    @BeforeEach
    void fill() throws Exception {
        data = folder.resolve("data");
        try (Drawbridge server = start(data)) {
            Drawbridge.RootCredentials root = server.rootCredentials(ACCOUNT);
            try (IamClient iam = iam(server, root.accessKeyId(), root.secretAccessKey())) {
                iam.createUser(request -> request.userName("u").path("/people/"));
                iam.putUserPolicy(
                        request -> request.userName("u").policyName("all").policyDocument(POLICY));
                iam.createPolicy(request -> request.policyName("p").policyDocument(POLICY));
                iam.attachUserPolicy(
                        request -> request.userName("u").policyArn("arn:aws:iam::" + ACCOUNT + ":policy/p"));
                AccessKey key =
                        iam.createAccessKey(request -> request.userName("u")).accessKey();
                userKey = key.accessKeyId();
                userSecret = key.secretAccessKey();
            }
            try (S3Client s3 = s3(server)) {
                fill(s3);
            }
        }
        before = state(data);
        assertThat(before).hasSizeGreaterThan(9);
    }

    private static void fill(S3Client s3) {
        s3.createBucket(request -> request.bucket("one"));
        s3.createBucket(request -> request.bucket("two"));
        s3.putBucketPolicy(request -> request.bucket("one").policy(BUCKET_POLICY));
        s3.putObject(
                request -> request.bucket("one")
                        .key("small")
                        .metadata(Map.of("colour", "red"))
                        .tagging("a=b"),
                RequestBody.fromString("hello"));
        byte[] large = new byte[700_000];
        Arrays.fill(large, (byte) 7);
        s3.putObject(request -> request.bucket("one").key("large").contentType("x/y"), RequestBody.fromBytes(large));
        s3.copyObject(request -> request.sourceBucket("one")
                .sourceKey("large")
                .destinationBucket("two")
                .destinationKey("copy"));
        String upload = s3.createMultipartUpload(
                        request -> request.bucket("two").key("parts"))
                .uploadId();
        s3.uploadPart(
                request -> request.bucket("two").key("parts").uploadId(upload).partNumber(1),
                RequestBody.fromBytes(large));
        s3.deleteObject(request -> request.bucket("one").key("gone"));
    }

    private static Drawbridge start(Path data) throws Exception {
        return Drawbridge.builder().data(data).account(ACCOUNT).start();
    }

    private static IamClient iam(Drawbridge server, String id, String secret) {
        return IamClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(id, secret)))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private S3Client s3(Drawbridge server) {
        return S3Client.builder()
                .endpointOverride(server.endpoint())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(userKey, userSecret)))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /** Everything that a client sees, with the key of a user, which thereby is seen to work. */
    private Map<String, String> state(Path directory) throws Exception {
        try (Drawbridge server = start(directory)) {
            return state(server);
        }
    }

    private Map<String, String> state(Drawbridge server) throws Exception {
        Map<String, String> seen = new TreeMap<>();
        try (IamClient iam = iam(server, userKey, userSecret);
                S3Client s3 = s3(server)) {
            assertThat(server.rootCredentials(ACCOUNT).source()).isEqualTo(Drawbridge.RootCredentials.Source.KEPT);
            seen.put("root", server.rootCredentials(ACCOUNT).secretAccessKey());
            seen.put("users", iam.listUsers().users().toString());
            seen.put(
                    "keys",
                    iam.listAccessKeys(request -> request.userName("u"))
                            .accessKeyMetadata()
                            .toString());
            seen.put(
                    "inline",
                    iam.getUserPolicy(request -> request.userName("u").policyName("all"))
                            .policyDocument());
            seen.put(
                    "attached",
                    iam.listAttachedUserPolicies(request -> request.userName("u"))
                            .attachedPolicies()
                            .toString());
            for (Bucket bucket : s3.listBuckets().buckets()) {
                seen.put("bucket " + bucket.name(), bucket.toString());
                see(s3, bucket.name(), seen);
            }
            seen.put(
                    "bucket policy",
                    s3.getBucketPolicy(request -> request.bucket("one")).policy());
        }
        return seen;
    }

    private static void see(S3Client s3, String bucket, Map<String, String> seen) {
        for (S3Object object :
                s3.listObjectsV2(request -> request.bucket(bucket)).contents()) {
            var got = s3.getObjectAsBytes(request -> request.bucket(bucket).key(object.key()));
            seen.put(
                    bucket + "/" + object.key(),
                    object + " " + got.response().metadata() + got.response().contentType()
                            + s3.getObjectTagging(
                                            request -> request.bucket(bucket).key(object.key()))
                                    .tagSet()
                            + Arrays.hashCode(got.asByteArray()));
        }
        for (MultipartUpload upload :
                s3.listMultipartUploads(request -> request.bucket(bucket)).uploads()) {
            seen.put(
                    "upload " + upload.uploadId(),
                    upload
                            + s3.listParts(request -> request.bucket(bucket)
                                            .key(upload.key())
                                            .uploadId(upload.uploadId()))
                                    .parts()
                                    .toString());
        }
    }

    @Test
    void aRestoredBackupShowsEverythingAsBefore() throws Exception {
        Path backup = folder.resolve("backup");
        succeeds("backup", "--data", data, backup);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup.resolve("keyring"))))
                .isEqualTo("rw-------");
        Path restored = folder.resolve("restored");
        succeeds("restore", backup, "--data", restored);
        assertThat(state(restored)).isEqualTo(before);
        refused("is not empty", "restore", backup, "--data", restored);
        refused("is not empty", "backup", "--data", data, backup);
        succeeds("scrub", "--data", restored);
    }

    @Test
    void whatLiesBehindLinksIsInTheBackupToo() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        for (String part : List.of("rows", "blobs")) {
            Files.move(data.resolve(part), disk.resolve(part));
            Files.createSymbolicLink(data.resolve(part), disk.resolve(part));
        }
        Path link = Files.createSymbolicLink(folder.resolve("link"), data);
        Path backup = folder.resolve("backup");
        succeeds("backup", "--data", link, backup);
        Path restored = folder.resolve("restored");
        succeeds("restore", backup, "--data", restored);
        assertThat(restored.resolve("blobs")).isDirectory();
        assertThat(state(restored)).isEqualTo(before);
        succeeds("scrub", "--data", restored);
        refused("cannot lie in it", "backup", "--data", link, disk.resolve("blobs/backup"));
        assertThat(disk.resolve("blobs/backup.unfinished")).doesNotExist();
        Files.move(disk.resolve("blobs"), disk.resolve("elsewhere"));
        refused("is a link to what is not there", "backup", "--data", data, folder.resolve("other"));
        assertThat(folder.resolve("other.unfinished")).doesNotExist();
    }

    @Test
    void aBackupWithoutRowsIsNeitherTakenNorRestored() throws Exception {
        Path backup = folder.resolve("backup");
        succeeds("backup", "--data", data, backup);
        Path list = backup.resolve("BACKUP");
        Files.writeString(
                list,
                Files.readString(list).replaceAll("(?m)^.*rows/CURRENT\\R", ""),
                StandardOpenOption.TRUNCATE_EXISTING);
        refused("rows/CURRENT is missing", "restore", backup, "--data", folder.resolve("restored"));
        Files.delete(data.resolve("rows/CURRENT"));
        refused("rows/CURRENT is missing", "backup", "--data", data, folder.resolve("other"));
    }

    @Test
    void aDamagedOrPartialBackupIsRefusedWhole() throws Exception {
        Path backup = folder.resolve("backup");
        succeeds("backup", "--data", data, backup);
        Path restored = folder.resolve("restored");
        Path blob = blobs(backup).get(0);
        flip(blob, 10);
        refused("is not as it was when the backup was made", "restore", backup, "--data", restored);
        Files.delete(blob);
        refused("is missing; nothing was restored", "restore", backup, "--data", restored);
        Files.delete(backup.resolve("BACKUP"));
        refused("holds no backup", "restore", backup, "--data", restored);
        assertThat(restored).doesNotExist();
        assertThat(folder.resolve("restored.unfinished")).doesNotExist();
    }

    @Test
    void aFileOrALinkThatIsNamedAsTheTargetIsLeftAlone() throws Exception {
        Path backup = folder.resolve("backup");
        Path export = folder.resolve("export");
        succeeds("backup", "--data", data, backup);
        succeeds("export", "--data", data, export);
        Path ring = data.resolve("keyring");
        Path file = Files.writeString(folder.resolve("thesis"), "chapter one");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Files.createDirectory(folder.resolve("empty")));
        for (Path target : List.of(file, link)) {
            refused("is a file or a link and is left alone", "backup", "--data", data, target);
            refused("is a file or a link and is left alone", "restore", backup, "--data", target);
            refused("is a file or a link and is left alone", "import", export, "--data", target, "--key-ring", ring);
        }
        assertThat(file).hasContent("chapter one");
        assertThat(link).isSymbolicLink();
    }

    @Test
    void anImportedExportShowsEverythingAsBefore() throws Exception {
        Path file = folder.resolve("export");
        succeeds("export", "--data", data, file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Path imported = folder.resolve("imported");
        succeeds("import", file, "--data", imported, "--key-ring", data.resolve("keyring"));
        assertThat(state(imported)).isEqualTo(before);
        succeeds("scrub", "--data", imported);
        refused("is not empty", "import", file, "--data", imported, "--key-ring", data.resolve("keyring"));
        refused("exists; give the export another name", "export", "--data", data, file);
    }

    @Test
    void anExportThatIsCutOrDamagedAnywhereIsRefusedWhole() throws Exception {
        Path file = folder.resolve("export");
        succeeds("export", "--data", data, file);
        byte[] whole = Files.readAllBytes(file);
        Path bad = folder.resolve("bad");
        Path target = folder.resolve("imported");
        Path ring = data.resolve("keyring");
        for (int cut : new int[] {0, 5, 18, 40, whole.length / 2, whole.length - 70, whole.length - 1}) {
            Files.write(bad, Arrays.copyOf(whole, cut));
            refused(
                    cut < 18 ? "is no export" : "is damaged at byte",
                    "import",
                    bad,
                    "--data",
                    target,
                    "--key-ring",
                    ring);
        }
        for (int at : new int[] {20, 30, 200, whole.length / 2, whole.length - 60, whole.length - 10}) {
            Files.write(bad, whole);
            flip(bad, at);
            refused("is damaged at byte", "import", bad, "--data", target, "--key-ring", ring);
        }
        Files.write(bad, Arrays.copyOf(whole, whole.length + 1));
        refused("something follows the end", "import", bad, "--data", target, "--key-ring", ring);
        assertThat(target).doesNotExist();
    }

    @Test
    void whatIsDamagedOrMissingIsNotExportedAsSound() throws Exception {
        Path file = folder.resolve("export");
        for (Path blob : blobs(data)) {
            flip(blob, 100);
            refused("damaged blob " + blob.getFileName() + "; nothing was exported", "export", "--data", data, file);
            flip(blob, 100);
            Path away = Files.move(blob, folder.resolve("away"));
            refused("missing blob " + blob.getFileName() + "; nothing was exported", "export", "--data", data, file);
            Files.move(away, blob);
        }
        assertThat(file).doesNotExist();
        assertThat(folder.resolve("export.unfinished")).doesNotExist();
        succeeds("export", "--data", data, file);
    }

    @Test
    void anExportIsImportedOnlyWithItsOwnKeyRing() throws Exception {
        Path file = folder.resolve("export");
        succeeds("export", "--data", data, file);
        start(folder.resolve("other")).close();
        Path target = folder.resolve("imported");
        refused(
                "the key ring is not the one",
                "import",
                file,
                "--data",
                target,
                "--key-ring",
                folder.resolve("other/keyring"));
        assertThat(target).doesNotExist();
        assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain(userSecret)
                .contains(userKey);
    }

    @Test
    void aDirectoryInUseOrWithoutAStoreIsRefused() throws Exception {
        try (Drawbridge server = start(data)) {
            assertThat(server.endpoint()).isNotNull();
            refused("is in use by another Drawbridge server", "scrub", "--data", data);
            refused("is in use by another Drawbridge server", "backup", "--data", data, folder.resolve("b"));
            refused("is in use by another Drawbridge server", "export", "--data", data, folder.resolve("e"));
        }
        Path none = folder.resolve("none");
        refused("holds no Drawbridge store", "scrub", "--data", none);
        refused("holds no Drawbridge store", "backup", "--data", none, folder.resolve("b"));
        refused("holds no Drawbridge store", "export", "--data", none, folder.resolve("e"));
        refused("cannot lie in it", "backup", "--data", data, data.resolve("b"));
        assertThat(none).doesNotExist();
    }

    @Test
    void aScrubTellsWhatIsWrongRepairsWhatItCanAndSaysSoByItsExitCode() throws Exception {
        Outcome clean = execute("scrub", "--data", data);
        assertThat(clean.exitCode).isZero();
        assertThat(clean.output).contains("3 objects, 2 blobs of 1400000 bytes: nothing is wrong");
        Path blob = blobs(data).get(0);
        Files.copy(blob, blob.resolveSibling("0123456789abcdef-00000000000000" + end(blob)));
        Outcome orphan = execute("scrub", "--data", data);
        assertThat(orphan.exitCode).isEqualTo(1);
        assertThat(orphan.output).contains("orphan blob: blob 0123456789abcdef-", "1 thing is wrong");
        Outcome repaired = execute("scrub", "--data", data, "--repair");
        assertThat(repaired.exitCode).isZero();
        assertThat(repaired.output).contains("repaired: orphan blob", "nothing is wrong, 1 repaired");
        succeeds("scrub", "--data", data);
        flip(blob, 100);
        Outcome damaged = execute("scrub", "--data", data, "--repair");
        assertThat(damaged.exitCode).isEqualTo(1);
        assertThat(damaged.output).contains("damaged blob: blob ", "used by ");
        assertThat(execute("scrub").exitCode).isEqualTo(2);
    }

    @Test
    void aDamagedLogOfRowsIsOpenedOnlyByWhoTakesTheLoss() throws Exception {
        Path fresh = folder.resolve("fresh");
        Path killed = folder.resolve("killed");
        try (Drawbridge server = start(fresh)) {
            userKey = server.rootCredentials(ACCOUNT).accessKeyId();
            userSecret = server.rootCredentials(ACCOUNT).secretAccessKey();
            try (S3Client s3 = s3(server)) {
                s3.createBucket(request -> request.bucket("one"));
                for (String key : List.of("late-one", "late-two")) {
                    s3.putObject(request -> request.bucket("one").key(key), RequestBody.fromString(key));
                }
            }
            copyTree(fresh, killed);
        }
        Path log = logWith(killed.resolve("rows"), "late-two");
        flip(log, indexOf(log, "late-two"));
        refused("--accept-lost-commits", "scrub", "--data", killed);
        refused("--accept-lost-commits", "server", "--data", killed, "--port", "0");
        refused(
                "is of use only with --data",
                "scrub",
                "--accept-lost-commits",
                "--store",
                "postgresql://u@h/d",
                "--blobs",
                killed,
                "--key-ring",
                killed.resolve("keyring"));
        succeeds("scrub", "--accept-lost-commits", "--data", killed);
        succeeds("scrub", "--data", killed);
        try (Drawbridge server = start(killed);
                S3Client s3 = s3(server)) {
            assertThat(s3.listObjectsV2(request -> request.bucket("one")).contents())
                    .extracting(S3Object::key)
                    .containsExactly("late-one");
        }
    }

    /** The files of a new server, which does nothing, are those that a kill leaves: RocksDB tidies up only older ones. */
    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                // Reading the lock would give it up.
                if (!file.endsWith("lock")) {
                    Files.copy(file, to.resolve(from.relativize(file)));
                }
            }
        }
    }

    private static Path logWith(Path rows, String text) throws IOException {
        try (Stream<Path> files = Files.list(rows)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (file.toString().endsWith(".log") && indexOf(file, text) >= 0) {
                    return file;
                }
            }
        }
        throw new AssertionError("no log holds " + text);
    }

    private static int indexOf(Path file, String text) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).indexOf(text);
    }

    private static String end(Path blob) {
        String name = blob.getFileName().toString();
        return name.substring(name.length() - 2);
    }

    private static List<Path> blobs(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("blobs"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void flip(Path file, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 1;
        Path changed = file.resolveSibling("changed");
        Files.write(changed, bytes);
        Files.move(changed, file, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void aStoreMovesToADatabaseAndBackAsItIs() throws Exception {
        Path ring = data.resolve("keyring");
        Path blobs = folder.resolve("blobs");
        succeeds("export", "--data", data, folder.resolve("there"));
        try (PostgresServer postgres = PostgresServer.start()) {
            String url = postgres.newDatabase();
            Object[] shared = {"--store", url, "--blobs", blobs, "--key-ring", ring};
            refused(
                    "give --data DIR, or --store",
                    "import",
                    folder.resolve("there"),
                    "--store",
                    url,
                    "--key-ring",
                    ring);
            succeeds(with(shared, "import", folder.resolve("there")));
            refused("the store is not empty", with(shared, "import", folder.resolve("there")));
            try (Drawbridge server = Drawbridge.builder()
                    .postgres(url)
                    .blobs(blobs.toString())
                    .keyRing(ring)
                    .account(ACCOUNT)
                    .start()) {
                assertThat(state(server)).isEqualTo(before);
                s3(server)
                        .putObject(
                                request -> request.bucket("one").key("new"), RequestBody.fromBytes(new byte[100_000]));
                refused("a server of this store runs", with(shared, "export", folder.resolve("early")));
                s3(server).deleteObject(request -> request.bucket("one").key("new"));
            }
            postgres.execute(
                    url.substring(url.lastIndexOf('/') + 1),
                    "DELETE FROM drawbridge_row WHERE get_byte(key, 0) = 74"); // as if the writer were long gone
            succeeds(with(shared, "scrub"));
            succeeds(with(shared, "export", folder.resolve("back")));
        }
        Path again = folder.resolve("again");
        succeeds("import", folder.resolve("back"), "--data", again, "--key-ring", ring);
        assertThat(state(again)).isEqualTo(before);
    }

    private static Object[] with(Object[] options, Object... words) {
        return Stream.concat(Arrays.stream(words), Arrays.stream(options)).toArray();
    }
}
