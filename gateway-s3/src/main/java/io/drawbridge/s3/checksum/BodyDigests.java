// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.checksum;

import io.drawbridge.core.auth.Payload;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.s3.model.S3Error;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Computes the MD5 and one checksum of a body in one pass, and compares them with the announced values. */
public final class BodyDigests {
    private final ExpectedChecksum announced;
    private final Payload.Trailers trailers;
    private final Digester md5 = Digester.md5();
    private final @Nullable Digester checksum;

    /** Of the announced algorithm, when that is another than the kept one. */
    private final @Nullable Digester proof;

    private final @Nullable ChecksumAlgorithm algorithm;

    /**
     * The computed values.
     *
     * @param md5 sixteen bytes
     * @param checksum null when none was computed
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Result(byte[] md5, @Nullable Checksum checksum) {}

    /**
     * @param algorithm the checksum to compute; null for none
     * @param trailers read after the body for a value that the headers lack
     */
    public BodyDigests(ExpectedChecksum announced, @Nullable ChecksumAlgorithm algorithm, Payload.Trailers trailers) {
        this(announced, announced.algorithm() != null ? announced.algorithm() : algorithm, null, trailers);
    }

    private BodyDigests(
            ExpectedChecksum announced,
            @Nullable ChecksumAlgorithm algorithm,
            @Nullable Digester proof,
            Payload.Trailers trailers) {
        this.announced = announced;
        this.trailers = trailers;
        this.algorithm = algorithm;
        this.checksum = algorithm == null ? null : Digester.of(algorithm);
        this.proof = proof;
    }

    /**
     * Returns digests that result in a checksum of this algorithm, even when the request announces one of another, which
     * is compared all the same.
     */
    public static BodyDigests keeping(
            ExpectedChecksum announced, ChecksumAlgorithm algorithm, Payload.Trailers trailers) {
        ChecksumAlgorithm other = announced.algorithm();
        Digester proof = other == null || other == algorithm ? null : Digester.of(other);
        return new BodyDigests(announced, algorithm, proof, trailers);
    }

    /** Reads the remaining bytes of the buffer; its position stays. */
    public void update(ByteBuffer bytes) {
        updateMd5(bytes);
        updateChecksum(bytes);
    }

    /**
     * Reads the remaining bytes of the buffer into the MD5 only; its position stays. The two halves of {@link #update}
     * may run on two threads at once, when each half receives the buffers in their order.
     */
    public void updateMd5(ByteBuffer bytes) {
        md5.update(bytes.duplicate());
    }

    /** Reads the remaining bytes of the buffer into the checksum only: the other half of {@link #updateMd5}. */
    public void updateChecksum(ByteBuffer bytes) {
        if (checksum != null) {
            checksum.update(bytes.duplicate());
        }
        if (proof != null) {
            proof.update(bytes.duplicate());
        }
    }

    /**
     * Ends the computation and compares the values; the whole body must have been read.
     *
     * @throws AwsException BadDigest, or MalformedTrailerError when an announced trailer is missing
     */
    public Result finish() {
        byte[] computed = md5.value();
        byte[] expected = announced.contentMd5();
        if (expected != null && !MessageDigest.isEqual(expected, computed)) {
            Map<String, String> details = new LinkedHashMap<>(4);
            details.put("ExpectedDigest", Base64.getEncoder().encodeToString(expected));
            details.put("CalculatedDigest", Base64.getEncoder().encodeToString(computed));
            throw new AwsException(
                    S3Error.BAD_DIGEST, "The Content-MD5 you specified did not match what we received.", details);
        }
        if (checksum == null || algorithm == null) {
            return new Result(computed, null);
        }
        String value = Base64.getEncoder().encodeToString(checksum.value());
        ChecksumAlgorithm compared = announced.algorithm();
        String proven = proof == null ? value : Base64.getEncoder().encodeToString(proof.value());
        if (compared != null && !expectedValue(compared).equals(proven)) {
            throw new AwsException(
                    S3Error.BAD_DIGEST,
                    "The " + compared.name() + " you specified did not match the calculated checksum.");
        }
        return new Result(computed, new Checksum(algorithm, value, false));
    }

    /** Returns the checksum that the request announced; the whole body must have been read and compared. */
    public @Nullable Checksum announcedChecksum() {
        ChecksumAlgorithm named = announced.algorithm();
        return named == null ? null : new Checksum(named, expectedValue(named), false);
    }

    private String expectedValue(ChecksumAlgorithm expected) {
        String value = announced.value();
        if (value != null) {
            return value;
        }
        String trailer = trailers.get().get(expected.header());
        if (trailer == null) {
            throw new AwsException(
                    S3Error.MALFORMED_TRAILER_ERROR,
                    "The request contained trailing data that was not well-formed or did not conform to our published"
                            + " schema.");
        }
        return ExpectedChecksum.checked(expected, trailer);
    }
}
