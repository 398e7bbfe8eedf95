// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

/** A server as its users run it: a process of its own on a data directory. */
final class ServerProcess implements AutoCloseable {
    private static final String ID = "AKIACRASHTESTROOT001";
    private static final String SECRET = "a-secret-for-tests-that-crash-servers-01";
    private static final String LISTENS = "Drawbridge listens on ";

    private final Process process;
    private final URI endpoint;

    private ServerProcess(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /** @param folder of the data directory and of what the server logs */
    static ServerProcess start(Path folder) throws IOException {
        Path bootstrap = folder.resolve("bootstrap.json");
        Files.writeString(bootstrap, """
                {"accounts":[{"id":"111111111111","name":"one",
                 "rootAccessKeys":[{"accessKeyId":"%s","secretAccessKey":"%s"}]}]}
                """.formatted(ID, SECRET));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.drawbridge.server.Main",
                        "server",
                        "--port",
                        "0",
                        "--data",
                        folder.resolve("data").toString(),
                        "--bootstrap",
                        bootstrap.toString())
                .redirectError(folder.resolve("log").toFile())
                .start();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(LISTENS)) {
                Thread drain = new Thread(() -> lines.lines().forEach(ignored -> {}), "drain");
                drain.setUncaughtExceptionHandler((thread, ended) -> {});
                drain.setDaemon(true);
                drain.start();
                return new ServerProcess(process, URI.create(line.substring(LISTENS.length())));
            }
        }
        process.destroyForcibly();
        throw new IOException("the server did not start:\n" + Files.readString(folder.resolve("log")));
    }

    /** Ends it as a power switch would, as far as one process can see. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    /** Ends it as an operator would. */
    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("the server did not stop");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    IamClient iam() {
        return of(IamClient.builder(), ID, SECRET)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    StsClient sts(String accessKeyId, String secretAccessKey) {
        return of(StsClient.builder(), accessKeyId, secretAccessKey)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    S3Client s3() {
        return of(S3Client.builder(), ID, SECRET)
                .httpClient(UrlConnectionHttpClient.create())
                .forcePathStyle(true)
                .build();
    }

    private <B extends AwsClientBuilder<B, C>, C> B of(B builder, String accessKeyId, String secretAccessKey) {
        return builder.endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .overrideConfiguration(configuration -> configuration
                        .retryStrategy(DefaultRetryStrategy.doNotRetry())
                        .apiCallTimeout(Duration.ofSeconds(60)))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, secretAccessKey)));
    }
}
