// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.auth.CanonicalRequest.Repair;
import io.drawbridge.core.crypto.Sha256;
import io.drawbridge.core.identity.SecretKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Computes the version 4 signatures of requests and compares them in constant time. Safe for many threads. */
final class SigV4Verifier {
    private static final int CACHED_KEYS = 4096;
    private static final Set<Repair> AS_SENT = Set.of();

    private final SigningKeyCache keys = new SigningKeyCache(CACHED_KEYS);

    /**
     * Returns the signing key when the signature verifies; the chunks of the body are signed with it too.
     *
     * @param payloadHash the last line of the canonical request
     * @throws io.drawbridge.core.error.AwsException with the error of the protocol when it does not verify
     */
    SigningKey verify(
            ApiRequest request,
            CanonicalQuery query,
            AuthProtocol protocol,
            SigV4Signature signature,
            String payloadHash,
            SecretKey secret,
            AuthErrors faults) {
        SigningKey key = keys.get(signature.scope(), secret);
        ByteSink canonical = CanonicalRequest.write(request, query, protocol, signature, payloadHash, AS_SENT);
        ByteSink stringToSign = stringToSign(signature, canonical);
        if (isSignature(key, stringToSign, signature.signature())) {
            return key;
        }
        for (Set<Repair> repairs : repairs(request, protocol)) {
            ByteSink repaired = CanonicalRequest.write(request, query, protocol, signature, payloadHash, repairs);
            if (isSignature(key, stringToSign(signature, repaired), signature.signature())) {
                return key;
            }
        }
        throw faults.mismatch(signature.scope().accessKeyId(), signature.signature(), stringToSign, canonical);
    }

    private static List<Set<Repair>> repairs(ApiRequest request, AuthProtocol protocol) {
        List<Set<Repair>> repairs = new ArrayList<>(3);
        boolean port = HostPort.hasPort(request.headers().first("host").orElse(""));
        boolean slash = protocol == AuthProtocol.S3 && CanonicalRequest.escapedSlash(request.rawPath(), 0) >= 0;
        if (port) {
            repairs.add(Set.of(Repair.HOST_WITHOUT_PORT));
        }
        if (slash) {
            repairs.add(Set.of(Repair.ESCAPED_SLASH_KEPT));
        }
        if (port && slash) {
            repairs.add(Set.of(Repair.HOST_WITHOUT_PORT, Repair.ESCAPED_SLASH_KEPT));
        }
        return repairs;
    }

    private static ByteSink stringToSign(SigV4Signature signature, ByteSink canonical) {
        MessageDigest digest = Sha256.digest();
        digest.update(canonical.array(), 0, canonical.length());
        CredentialScope scope = signature.scope();
        return new ByteSink(192)
                .text(SigV4Signature.ALGORITHM)
                .put('\n')
                .text(signature.timestamp())
                .put('\n')
                .text(scope.date())
                .put('/')
                .text(scope.region())
                .put('/')
                .text(scope.service())
                .put('/')
                .text(scope.terminator())
                .put('\n')
                .hex(digest.digest());
    }

    private static boolean isSignature(SigningKey key, ByteSink stringToSign, String signature) {
        return constantTimeEquals(key.sign(stringToSign.array(), stringToSign.length()), signature);
    }

    static boolean constantTimeEquals(String expected, String actual) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), actual.getBytes(StandardCharsets.UTF_8));
    }
}
