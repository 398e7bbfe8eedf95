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

/**
 * The client of the service that stores the blobs, with limits for connections, attempts and time. Safe for many
 * threads.
 */
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

    /** @throws SdkException when region or credentials cannot be found */
    static Upstream of(UpstreamUrl place, AwsCredentialsProvider credentials, UpstreamLimits limits) {
        S3ClientBuilder builder = S3Client.builder()
                .credentialsProvider(credentials)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(limits.patience())
                        .socketTimeout(limits.silence()))
                .forcePathStyle(place.pathStyle())
                // Checksums are set for uploads where needed; the SDK's own would produce bodies that not every service
                // can read.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(S3Configuration.builder()
                        .chunkedEncodingEnabled(false)
                        // The JDK's client would wait for "100 Continue" as long as for any response: with services and
                        // proxies that do not send it, every part would take that wait.
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

    /** Returns the key of a blob: as in a folder of blobs, below the last two digits of its id, which vary most. */
    String key(String blobId) {
        return place.prefix() + blobId.substring(blobId.length() - 2) + "/" + blobId;
    }

    /**
     * Sends a request with a small response.
     *
     * @param blobId for the exception
     * @throws NoSuchFileException when the blob does not exist
     * @throws IOException when the request failed, or its outcome is not known
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

    /**
     * Sends a request whose response is still to be read: the caller owns the connection and ends with {@link
     * #release}.
     */
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

    /** Returns the length of the object of a blob in bytes. */
    long size(String blobId) throws IOException {
        return call(blobId, c -> c.headObject(
                        request -> request.bucket(place.bucket()).key(key(blobId)))
                .contentLength());
    }

    /** Removes a blob; does nothing when it does not exist. */
    void delete(String blobId) throws IOException {
        try {
            call(
                    blobId,
                    c -> c.deleteObject(
                            request -> request.bucket(place.bucket()).key(key(blobId))));
        } catch (NoSuchFileException e) {
            // AWS answers 204; some services answer that the object does not exist.
            return;
        }
    }

    /**
     * Aborts an upload.
     *
     * @return whether the upload existed
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

    /** Returns the number of unused connections. */
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

    /** Returns a description of the error for the operator. */
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
