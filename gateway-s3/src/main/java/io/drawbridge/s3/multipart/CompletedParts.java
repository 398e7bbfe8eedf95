// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.multipart;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.s3.checksum.Checksum;
import io.drawbridge.s3.checksum.ChecksumAlgorithm;
import io.drawbridge.s3.checksum.ChecksumMembers;
import io.drawbridge.s3.checksum.CrcCombiner;
import io.drawbridge.s3.checksum.Digester;
import io.drawbridge.s3.checksum.ExpectedChecksum;
import io.drawbridge.s3.limits.S3Limits;
import io.drawbridge.s3.model.CompletedPart;
import io.drawbridge.s3.model.S3Error;
import io.drawbridge.s3.object.EntityTags;
import io.drawbridge.s3.object.ManifestPart;
import io.drawbridge.s3.object.ObjectErrors;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parts with which an upload is completed, in order.
 *
 * @param parts at least one; their numbers ascend
 */
record CompletedParts(List<UploadedPart> parts) {
    /**
     * Returns the uploaded parts that the client lists.
     *
     * @param listedParts as the client lists them, checked by {@link #checkOrder}
     * @throws AwsException InvalidPart, EntityTooSmall or InvalidRequest
     */
    static CompletedParts of(
            List<CompletedPart> listedParts, List<UploadedPart> uploaded, Upload upload, String uploadId) {
        Map<Integer, UploadedPart> byNumber = new HashMap<>(uploaded.size() * 2);
        for (UploadedPart part : uploaded) {
            byNumber.put(part.number(), part);
        }
        List<UploadedPart> chosen = new ArrayList<>(listedParts.size());
        for (CompletedPart listedPart : listedParts) {
            int number = number(listedPart);
            UploadedPart part = byNumber.get(number);
            String etag = listedPart.eTag() == null ? "" : EntityTags.bare(listedPart.eTag());
            if (part == null || !etag.equals(part.etag())) {
                throw invalidPart(uploadId, number, etag);
            }
            checkChecksum(listedPart, part, upload, uploadId);
            chosen.add(part);
        }
        for (UploadedPart part : chosen.subList(0, chosen.size() - 1)) {
            if (part.size() < S3Limits.PART_LENGTH_MIN) {
                throw tooSmall(part);
            }
        }
        return new CompletedParts(List.copyOf(chosen));
    }

    /**
     * Checks that the list is not empty and the part numbers ascend.
     *
     * @throws AwsException MalformedXML, InvalidPartOrder or InvalidArgument
     */
    static void checkOrder(List<CompletedPart> listedParts, String uploadId) {
        if (listedParts.isEmpty() || listedParts.size() > S3Limits.PART_NUMBER_MAX) {
            throw malformed();
        }
        int last = 0;
        for (CompletedPart listedPart : listedParts) {
            int number = number(listedPart);
            if (number < 1) {
                throw ObjectErrors.invalidArgument("PartNumber must be >= 1", "PartNumber", Integer.toString(number));
            }
            PartWrites.checkNumber(number);
            if (number <= last) {
                throw new AwsException(
                        S3Error.INVALID_PART_ORDER,
                        "The list of parts was not in ascending order. The parts list must be specified in order by"
                                + " part number.",
                        Map.of("UploadId", uploadId));
            }
            last = number;
        }
    }

    static AwsException empty() {
        return ObjectErrors.invalidRequest("You must specify at least one part");
    }

    static AwsException malformed() {
        return new AwsException(
                S3Error.MALFORMED_XML,
                "The XML you provided was not well-formed or did not validate against our published schema");
    }

    private static int number(CompletedPart part) {
        Integer number = part.partNumber();
        if (number == null) {
            throw malformed();
        }
        return number;
    }

    private static void checkChecksum(CompletedPart listedPart, UploadedPart part, Upload upload, String uploadId) {
        for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
            String value = ChecksumMembers.value(listedPart, algorithm);
            // AWS: the parts of an upload without an algorithm have no checksum to name.
            boolean known = upload.algorithm() != null && Checksum.valueOf(part.checksum(), algorithm) != null;
            if (value != null && !(known && value.equals(Checksum.valueOf(part.checksum(), algorithm)))) {
                throw invalidPart(uploadId, part.number(), part.etag());
            }
        }
        ChecksumAlgorithm algorithm = upload.algorithm();
        if (algorithm != null && upload.composite() && ChecksumMembers.value(listedPart, algorithm) == null) {
            String name = algorithm.name().toLowerCase(Locale.ROOT);
            throw ObjectErrors.invalidRequest("The upload was created using a " + name
                    + " checksum. The complete request must include the checksum for each part. It was missing for part "
                    + part.number() + " in the request.");
        }
    }

    private static AwsException invalidPart(String uploadId, int number, String etag) {
        Map<String, String> details = new LinkedHashMap<>(4);
        details.put("UploadId", uploadId);
        details.put("PartNumber", Integer.toString(number));
        details.put("ETag", etag);
        return new AwsException(
                S3Error.INVALID_PART,
                "One or more of the specified parts could not be found.  The part may not have been uploaded, or the"
                        + " specified entity tag may not match the part's entity tag.",
                details);
    }

    private static AwsException tooSmall(UploadedPart part) {
        Map<String, String> details = new LinkedHashMap<>(8);
        details.put("ProposedSize", Long.toString(part.size()));
        details.put("MinSizeAllowed", Long.toString(S3Limits.PART_LENGTH_MIN));
        details.put("PartNumber", Integer.toString(part.number()));
        details.put("ETag", part.etag());
        return new AwsException(
                S3Error.ENTITY_TOO_SMALL, "Your proposed upload is smaller than the minimum allowed size", details);
    }

    /** Returns the size of the object in bytes. */
    long size() {
        long size = 0;
        for (UploadedPart part : parts) {
            size += part.size();
        }
        return size;
    }

    /** Returns the entity tag of the object. */
    String etag() {
        return etag(parts.stream().map(UploadedPart::etag).toList());
    }

    /** Returns the entity tag of an object whose parts have these entity tags. */
    static String etag(List<String> etags) {
        Digester digester = Digester.md5();
        for (String etag : etags) {
            digester.update(ByteBuffer.wrap(HexFormat.of().parseHex(etag)));
        }
        return HexFormat.of().formatHex(digester.value()) + '-' + etags.size();
    }

    /** Returns the checksum of the object, or null when the parts have no checksums that can be combined. */
    @Nullable
    Checksum checksum(Upload upload) {
        ChecksumAlgorithm algorithm = upload.partAlgorithm();
        for (UploadedPart part : parts) {
            if (Checksum.valueOf(part.checksum(), algorithm) == null) {
                return null;
            }
        }
        return upload.composite() ? composite(algorithm) : combined(algorithm);
    }

    private Checksum composite(ChecksumAlgorithm algorithm) {
        Digester digester = Digester.of(algorithm);
        for (UploadedPart part : parts) {
            digester.update(ByteBuffer.wrap(Base64.getDecoder().decode(value(part, algorithm))));
        }
        String value = Base64.getEncoder().encodeToString(digester.value());
        return new Checksum(algorithm, value + '-' + parts.size(), true);
    }

    private Checksum combined(ChecksumAlgorithm algorithm) {
        CrcCombiner combiner = new CrcCombiner(algorithm);
        for (UploadedPart part : parts) {
            combiner.append(value(part, algorithm), part.size());
        }
        return new Checksum(algorithm, combiner.value(), false);
    }

    private static String value(UploadedPart part, ChecksumAlgorithm algorithm) {
        String value = Checksum.valueOf(part.checksum(), algorithm);
        if (value == null) {
            throw new IllegalStateException("part " + part.number() + " without " + algorithm);
        }
        return value;
    }

    /** Returns the parts as the object lists them. */
    List<ManifestPart> manifest() {
        List<ManifestPart> manifest = new ArrayList<>(parts.size());
        for (UploadedPart part : parts) {
            Checksum checksum = part.checksum();
            manifest.add(new ManifestPart(
                    part.number(), part.size(), part.blobId(), checksum == null ? null : checksum.value()));
        }
        return manifest;
    }

    /** Compares the computed checksum with the one that the client announced in the headers of the completion. */
    static void checkAnnounced(ExpectedChecksum announced, @Nullable Checksum computed) {
        ChecksumAlgorithm algorithm = announced.algorithm();
        String value = announced.value();
        if (algorithm == null || value == null) {
            return;
        }
        String computedValue = Checksum.valueOf(computed, algorithm);
        if (computedValue == null || !bare(computedValue).equals(bare(value))) {
            throw new AwsException(
                    S3Error.BAD_DIGEST,
                    "The " + algorithm.name().toLowerCase(Locale.ROOT)
                            + " you specified did not match the calculated checksum.");
        }
    }

    /** Returns the value without the number of parts, which clients may leave out. */
    private static String bare(String value) {
        int dash = value.indexOf('-');
        return dash < 0 ? value : value.substring(0, dash);
    }
}
