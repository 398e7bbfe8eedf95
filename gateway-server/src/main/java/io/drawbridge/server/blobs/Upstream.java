// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.blobs;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The client of the service that keeps the blobs: bounded in connections, tries and time. Safe for many threads. */
final class Upstream implements AutoCloseable {
    private static final int NOT_FOUND = 404;

    private final UpstreamUrl place;
    private final S3Client client;
    private final Semaphore connections;
    private final UpstreamLimits limits;

    private Upstream(UpstreamUrl place, S3Client client, UpstreamLimits limits) {
        this.place = place;
        this.client = client;
        this.connections = new Semaphore(limits.connections(), true);
        this.limits = limits;
    }

    /** @throws SdkException when region or credentials are not known */
    static Upstream of(UpstreamUrl place, AwsCredentialsProvider credentials, UpstreamLimits limits) {
        S3ClientBuilder builder = S3Client.builder()
                .credentialsProvider(credentials)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(limits.patience())
                        .socketTimeout(limits.silence()))
                .forcePathStyle(place.pathStyle())
                // Checksums are given where bytes go up; others would make bodies that not every service can read.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(S3Configuration.builder()
                        .chunkedEncodingEnabled(false)
                        // Java's client would wait for the leave to send a body as long as for any answer: services and
                        // proxies that give none would cost that wait with every part.
                        .expectContinueEnabled(false)
                        .build())
                .overrideConfiguration(
                        settings -> settings.retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                        .maxAttempts(limits.attempts())
                                        .build())
                                .apiCallAttemptTimeout(limits.attempt())
                                .apiCallTimeout(limits.call()));
        String region = place.region();
        if (region != null) {
            builder.region(Region.of(region));
        } else if (place.endpoint() != null) {
            builder.region(Region.US_EAST_1);
        }
        if (place.endpoint() != null) {
            builder.endpointOverride(place.endpoint());
        }
        return new Upstream(place, builder.build(), limits);
    }

    UpstreamUrl place() {
        return place;
    }

    /** The key of a blob: as in a folder of blobs, below the last two digits of its id, which differ most. */
    String key(String blobId) {
        return place.prefix() + blobId.substring(blobId.length() - 2) + "/" + blobId;
    }

    /**
     * Asks the service for something small, or gives it something.
     *
     * @param blobId for the exception
     * @throws NoSuchFileException when there is no such blob
     * @throws IOException when the service did not do it, or did not say that it did
     */
    <T> T call(String blobId, Function<S3Client, T> request) throws IOException {
        acquire();
        try {
            return request.apply(client);
        } catch (SdkException e) {
            throw translated(blobId, e);
        } finally {
            release();
        }
    }

    /** The same for an answer that is still to be read: the connection is the caller's, who ends with {@link #release}. */
    <T> T begin(String blobId, Function<S3Client, T> request) throws IOException {
        acquire();
        boolean begun = false;
        try {
            T answer = request.apply(client);
            begun = true;
            return answer;
        } catch (SdkException e) {
            throw translated(blobId, e);
        } finally {
            if (!begun) {
                release();
            }
        }
    }

    /** @throws SdkException when the bucket cannot be used */
    void probe() {
        client.headBucket(request -> request.bucket(place.bucket()));
    }

    /** The length of the object of a blob in bytes. */
    long size(String blobId) throws IOException {
        return call(blobId, c -> c.headObject(
                        request -> request.bucket(place.bucket()).key(key(blobId)))
                .contentLength());
    }

    /** Removes a blob; does nothing when it is gone already. */
    void delete(String blobId) throws IOException {
        try {
            call(
                    blobId,
                    c -> c.deleteObject(
                            request -> request.bucket(place.bucket()).key(key(blobId))));
        } catch (NoSuchFileException e) {
            // AWS answers 204; some services say that nothing was there.
            return;
        }
    }

    /**
     * Ends an upload.
     *
     * @return whether there was one
     */
    boolean abort(String key, String uploadId) throws IOException {
        try {
            call(
                    key,
                    c -> c.abortMultipartUpload(
                            request -> request.bucket(place.bucket()).key(key).uploadId(uploadId)));
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private void acquire() throws IOException {
        try {
            if (!connections.tryAcquire(limits.patience().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("all connections to the blob store are in use");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while waiting for a connection", e);
        }
    }

    void release() {
        connections.release();
    }

    /** Connections that nobody uses. */
    int freeConnections() {
        return connections.availablePermits();
    }

    private IOException translated(String blobId, SdkException e) {
        if (e instanceof S3Exception answer
                && answer.statusCode() == NOT_FOUND
                && !code(answer).equals("NoSuchBucket")) {
            NoSuchFileException missing = new NoSuchFileException(blobId);
            missing.initCause(e);
            return missing;
        }
        return new IOException("the blob store " + place + " failed: " + reason(e), e);
    }

    /** What went wrong, for people. */
    static String reason(SdkException e) {
        if (e instanceof S3Exception answer) {
            return "HTTP " + answer.statusCode() + " " + code(answer);
        }
        Throwable shown = e;
        while (shown.getCause() != null && shown.getCause() != shown) {
            shown = shown.getCause();
        }
        return String.valueOf(shown.getMessage());
    }

    private static String code(S3Exception answer) {
        return answer.awsErrorDetails() == null
                ? ""
                : String.valueOf(answer.awsErrorDetails().errorCode());
    }

    @Override
    public void close() {
        client.close();
    }
}
