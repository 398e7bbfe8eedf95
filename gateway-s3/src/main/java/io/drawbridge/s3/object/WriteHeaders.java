// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.s3.limits.S3Limits;
import io.drawbridge.s3.model.S3Error;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The headers that PutObject, CopyObject and CreateMultipartUpload have in common. */
public final class WriteHeaders {
    private static final String ENCRYPTION = "x-amz-server-side-encryption";
    private static final Set<String> STORAGE_CLASSES = Set.of(
            "STANDARD",
            "REDUCED_REDUNDANCY",
            "STANDARD_IA",
            "ONEZONE_IA",
            "INTELLIGENT_TIERING",
            "GLACIER",
            "DEEP_ARCHIVE",
            "GLACIER_IR");
    private static final String[] GRANTS = {
        "x-amz-grant-full-control", "x-amz-grant-read", "x-amz-grant-read-acp", "x-amz-grant-write-acp"
    };
    private static final String[] LOCKS = {
        "x-amz-object-lock-mode", "x-amz-object-lock-retain-until-date", "x-amz-object-lock-legal-hold"
    };
    private static final String[] OTHER_KEYS = {
        "x-amz-server-side-encryption-customer-algorithm",
        "x-amz-server-side-encryption-customer-key",
        "x-amz-server-side-encryption-aws-kms-key-id",
        "x-amz-server-side-encryption-context",
        "x-amz-object-lock-event-hold",
        "x-amz-write-offset-bytes"
    };

    private WriteHeaders() {}

    /** @throws AwsException KeyTooLongError */
    public static void checkKey(String key) {
        if (key.length() * 3L <= S3Limits.KEY_LENGTH_MAX) {
            return;
        }
        int length = key.getBytes(StandardCharsets.UTF_8).length;
        if (length > S3Limits.KEY_LENGTH_MAX) {
            throw ObjectErrors.tooLarge(
                    S3Error.KEY_TOO_LONG_ERROR, "Your key is too long", "Size", length, S3Limits.KEY_LENGTH_MAX);
        }
    }

    /**
     * Checks that the headers request no feature that is not served.
     *
     * @throws AwsException AccessControlListNotSupported, InvalidRequest, InvalidArgument, InvalidStorageClass or
     *     NotImplemented
     */
    public static void refuseUnserved(HttpHeaders headers) {
        refuseAcl(headers);
        for (String header : LOCKS) {
            if (headers.contains(header)) {
                throw ObjectErrors.invalidRequest("Bucket is missing Object Lock Configuration");
            }
        }
        refuseOtherKeys(headers);
        Optional<String> encryption = headers.first(ENCRYPTION);
        if (encryption.isPresent() && !encryption.get().equals("AES256")) {
            if (encryption.get().startsWith("aws:")) {
                throw ObjectErrors.notImplemented(ENCRYPTION);
            }
            throw ObjectErrors.invalidArgument(
                    "The encryption method specified is not supported", ENCRYPTION, encryption.get());
        }
        Optional<String> storageClass = headers.first("x-amz-storage-class");
        if (storageClass.isPresent() && !STORAGE_CLASSES.contains(storageClass.get())) {
            throw new AwsException(
                    S3Error.INVALID_STORAGE_CLASS,
                    "The storage class you specified is not valid",
                    Map.of("StorageClassRequested", storageClass.get()));
        }
    }

    private static void refuseAcl(HttpHeaders headers) {
        Optional<String> acl = headers.first("x-amz-acl");
        boolean refused =
                acl.isPresent() && !acl.get().equals("private") && !acl.get().equals("bucket-owner-full-control");
        for (String header : GRANTS) {
            refused |= headers.contains(header);
        }
        if (refused) {
            throw new AwsException(S3Error.ACCESS_CONTROL_LIST_NOT_SUPPORTED, "The bucket does not allow ACLs");
        }
    }

    /** @throws AwsException NotImplemented for keys of the client's or of another service */
    public static void refuseOtherKeys(HttpHeaders headers) {
        for (String header : OTHER_KEYS) {
            if (headers.contains(header)) {
                throw ObjectErrors.notImplemented(header);
            }
        }
    }

    /**
     * Returns the headers that the object keeps.
     *
     * @param metadata as the codec decoded it; null for none
     * @throws AwsException MetadataTooLarge or InvalidArgument
     */
    public static ObjectHeaders of(HttpHeaders headers, @Nullable Map<String, String> metadata) {
        String storageClass = text(headers, "x-amz-storage-class");
        return new ObjectHeaders(
                text(headers, "Content-Type"),
                text(headers, "Cache-Control"),
                text(headers, "Content-Disposition"),
                contentEncoding(headers),
                text(headers, "Content-Language"),
                text(headers, "Expires"),
                redirect(headers),
                "STANDARD".equals(storageClass) ? null : storageClass,
                checked(MetadataText.decoded(metadata)));
    }

    private static @Nullable String text(HttpHeaders headers, String name) {
        String value = headers.first(name).orElse(null);
        return value == null || value.isEmpty() ? null : value;
    }

    /** AWS: the chunked framing of the body is not a property of the object. */
    static @Nullable String contentEncoding(HttpHeaders headers) {
        StringBuilder kept = new StringBuilder();
        for (String line : headers.all("Content-Encoding")) {
            for (String coding : line.split(",", -1)) {
                String name = coding.trim();
                if (!name.isEmpty() && !name.equalsIgnoreCase("aws-chunked")) {
                    kept.append(kept.isEmpty() ? "" : ",").append(name);
                }
            }
        }
        return kept.isEmpty() ? null : kept.toString();
    }

    private static @Nullable String redirect(HttpHeaders headers) {
        String location = text(headers, "x-amz-website-redirect-location");
        if (location != null
                && !location.startsWith("/")
                && !location.startsWith("http://")
                && !location.startsWith("https://")) {
            throw new AwsException(
                    S3Error.INVALID_ARGUMENT,
                    "The website redirect location must have a prefix of 'http://' or 'https://' or '/'.");
        }
        return location;
    }

    private static Map<String, String> checked(@Nullable Map<String, String> metadata) {
        if (metadata == null) {
            return Map.of();
        }
        int length = 0;
        for (Map.Entry<String, String> entry : metadata.entrySet()) {
            length += utf8Length(entry.getKey()) + utf8Length(entry.getValue());
        }
        if (length > S3Limits.METADATA_LENGTH_MAX) {
            throw ObjectErrors.tooLarge(
                    S3Error.METADATA_TOO_LARGE,
                    "Your metadata headers exceed the maximum allowed metadata size",
                    "Size",
                    length,
                    S3Limits.METADATA_LENGTH_MAX);
        }
        return metadata;
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
