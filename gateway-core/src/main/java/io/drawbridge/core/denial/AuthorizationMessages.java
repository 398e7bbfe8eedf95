// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.denial;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.authz.AuthorizationContext;
import io.drawbridge.core.authz.Decision;
import io.drawbridge.core.authz.DenialEncoder;
import io.drawbridge.core.crypto.KeyRing;
import io.drawbridge.core.crypto.SealedToken;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.policy.PolicyLimits;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Encodes and decodes authorization messages: sealed, bound to an account, and within the length limit of
 * DecodeAuthorizationMessage.
 * Safe for many threads.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html">
 *     DecodeAuthorizationMessage</a>
 */
public final class AuthorizationMessages implements DenialEncoder {

    private static final String KEY_NAME = "authorization-message";
    /** The maximum size of a compressed message, so that the sealed and encoded message does not exceed its limit. */
    private static final int PACKED_LENGTH_MAX =
            PolicyLimits.DENIAL_ENCODED_LENGTH / 4 * 3 - SealedToken.OVERHEAD_BYTES;

    private final SealedToken sealer;

    /** @param random must be unpredictable; a {@code SecureRandom} outside of tests */
    public AuthorizationMessages(KeyRing keys, RandomGenerator random) {
        this.sealer = new SealedToken(keys, KEY_NAME, random);
    }

    /** Encodes for the caller's account, or for the account of the resource if the caller has no account. */
    @Override
    public Optional<String> encode(AuthorizationContext context, AccessCheck check, Decision.Denied denied) {
        AccountId reader = reader(context, check);
        if (reader == null) {
            return Optional.empty();
        }
        DenialRecord record = new DenialRecord(context, check, denied);
        for (DenialRecord.Detail detail : DenialRecord.Detail.values()) {
            byte[] packed = deflate(record.json(detail).getBytes(StandardCharsets.UTF_8));
            if (packed.length <= PACKED_LENGTH_MAX) {
                byte[] sealed = sealer.seal(packed, bound(reader));
                return Optional.of(Base64.getUrlEncoder().withoutPadding().encodeToString(sealed));
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the content of a message as JSON.
     *
     * @param reader the account of the caller that decodes the message
     * @return empty when this is not a message of this server, or is one for another account
     */
    public Optional<String> decode(String encoded, AccountId reader) {
        if (encoded.length() > PolicyLimits.DENIAL_ENCODED_LENGTH) {
            return Optional.empty();
        }
        byte[] sealed;
        try {
            sealed = Base64.getUrlDecoder().decode(encoded);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return sealer.open(sealed, bound(reader)).map(packed -> new String(inflate(packed), StandardCharsets.UTF_8));
    }

    private static @Nullable AccountId reader(AuthorizationContext context, AccessCheck check) {
        return context.caller().principal() instanceof Principal.InAccount caller
                ? caller.account()
                : check.resourceOwner();
    }

    private static byte[] bound(AccountId reader) {
        return reader.digits().getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] deflate(byte[] bytes) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            deflater.setInput(bytes);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 2);
            byte[] piece = new byte[4_096];
            while (!deflater.finished()) {
                out.write(piece, 0, deflater.deflate(piece));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static byte[] inflate(byte[] packed) {
        Inflater inflater = new Inflater(true);
        try {
            // The pad byte is for zlib, which requires one after raw data.
            inflater.setInput(java.util.Arrays.copyOf(packed, packed.length + 1));
            ByteArrayOutputStream out = new ByteArrayOutputStream(packed.length * 4);
            byte[] piece = new byte[4_096];
            while (!inflater.finished()) {
                int length = inflater.inflate(piece);
                if (length == 0 && !inflater.finished()) {
                    throw new IllegalStateException("sealed message: cut (expected: whole)");
                }
                out.write(piece, 0, length);
                if (out.size() > PolicyLimits.DENIAL_DECODED_LENGTH) {
                    throw new IllegalStateException(
                            "sealed message: longer than " + PolicyLimits.DENIAL_DECODED_LENGTH);
                }
            }
            return out.toByteArray();
        } catch (DataFormatException e) {
            throw new IllegalStateException("sealed message: not deflated", e);
        } finally {
            inflater.end();
        }
    }
}
