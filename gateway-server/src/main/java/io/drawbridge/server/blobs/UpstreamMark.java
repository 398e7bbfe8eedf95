// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.blobs;

import io.drawbridge.server.data.PlaceMark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** The {@link PlaceMark} under the prefix of the blobs. No blob has its name: all blobs are one folder deeper. */
record UpstreamMark(Upstream upstream) implements PlaceMark {
    @Override
    public Kind kind() {
        return Kind.SERVICE;
    }

    @Override
    public String place() {
        return upstream.place().toString();
    }

    private String key() {
        return upstream.place().prefix() + NAME;
    }

    @Override
    public Optional<String> read() throws IOException {
        try {
            return Optional.of(upstream.call(NAME, client -> client.getObjectAsBytes(
                            request -> request.bucket(upstream.place().bucket()).key(key()))
                    .asString(StandardCharsets.UTF_8)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void write(String text) throws IOException {
        PutObjectRequest.Builder request = PutObjectRequest.builder()
                .bucket(upstream.place().bucket())
                .key(key())
                .contentType("text/plain");
        RequestBody body = RequestBody.fromString(text);
        try {
            PutObjectRequest onlyNew = request.ifNoneMatch("*").build();
            upstream.call(NAME, client -> client.putObject(onlyNew, body));
        } catch (IOException e) {
            // Another server was first, or the service does not support the condition.
            if (read().isEmpty()) {
                PutObjectRequest plain = request.ifNoneMatch(null).build();
                upstream.call(NAME, client -> client.putObject(plain, body));
            }
        }
    }
}
