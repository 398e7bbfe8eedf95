// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import io.drawbridge.core.crypto.HmacSha256;
import io.drawbridge.core.crypto.KeyRing;
import io.drawbridge.core.crypto.SealedToken;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.identity.SecretKey;
import io.drawbridge.core.identity.SessionFacts;
import io.drawbridge.core.identity.UniqueIds;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.random.RandomGenerator;

/**
 * Issues and opens temporary credentials without a table: the sealed session token contains the session, and the secret
 * is derived from the master key and the token. Any node with the master key can open the token. Safe for many threads.
 */
public final class SessionTokens {
    /** The maximum length of a session token that AWS documents. */
    public static final int TOKEN_LENGTH_MAX = 4096;

    /**
     * The maximum size of session policies and tags after deflation. With the longest principal names, a session that
     * uses 100 percent of it still fits in a token.
     */
    static final int PACKED_BYTES_MAX = 1800;

    /** The space for keys and values of session tags. AWS: they are not compressed (nine tags with 250 letters: 498 %). */
    private static final int TAG_BYTES_MAX = 456;

    private static final String SEAL_NAME = "session-token";
    private static final String SECRET_NAME = "session-secret";
    private static final int SECRET_BYTES = 30;
    private static final int CACHE_SLOTS = 1024;
    /** Sessions with a longer policy are not cached: only servers from before this bound issued such tokens. */
    private static final int REMEMBERED_POLICY_LENGTH_MAX = 4096;

    private static final OpenedSession INVALID = new OpenedSession.Invalid();
    private static final OpenedSession EXPIRED = new OpenedSession.Expired();

    private final KeyRing keys;
    private final Clock clock;
    private final UniqueIds ids;
    private final RandomGenerator random;
    private final SealedToken sealer;

    /** Opened tokens by hash; a newer token replaces an older one. Bounded and lock-free. */
    private final AtomicReferenceArray<Remembered> remembered = new AtomicReferenceArray<>(CACHE_SLOTS);

    @SuppressWarnings("ArrayRecordComponent") // compared by is()
    private record Remembered(byte[] sessionToken, String accessKeyId, OpenedSession.Opened session) {
        boolean is(byte[] otherToken, String otherKeyId) {
            return accessKeyId.equals(otherKeyId) && MessageDigest.isEqual(sessionToken, otherToken);
        }
    }

    /**
     * @param clock for the expiry of sessions; a test may advance it
     * @param random must be unpredictable; a {@code SecureRandom} outside of tests
     */
    public SessionTokens(KeyRing keys, Clock clock, UniqueIds ids, RandomGenerator random) {
        this.keys = keys;
        this.clock = clock;
        this.ids = ids;
        this.random = random;
        this.sealer = new SealedToken(keys, SEAL_NAME, random);
    }

    /**
     * Issues credentials for the session.
     *
     * @throws IllegalStateException when the token would be longer than {@value #TOKEN_LENGTH_MAX} characters, which
     *     cannot happen when {@link #packedPolicySizePercent} is at most 100
     */
    public IssuedCredentials issue(Principal.InAccount principal, SessionFacts facts) {
        byte[] tokenId = new byte[SessionPayload.TOKEN_ID_BYTES];
        random.nextBytes(tokenId);
        String accessKeyId = ids.temporaryAccessKeyId(principal.account());
        byte[] plain = PackedBytes.pack(new SessionPayload(tokenId, principal, facts).toBytes());
        byte[] sealed = sealer.seal(plain, accessKeyId.getBytes(StandardCharsets.US_ASCII));
        String sessionToken = Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
        if (sessionToken.length() > TOKEN_LENGTH_MAX) {
            throw new IllegalStateException("session token of " + sessionToken.length() + " characters (expected: <= "
                    + TOKEN_LENGTH_MAX + ")");
        }
        SecretKey secret = secret(keys.mac(SECRET_NAME), tokenId, accessKeyId);
        return new IssuedCredentials(accessKeyId, secret, sessionToken, facts.expiresAt());
    }

    /** Opens a token that was sent together with an access key id. */
    public OpenedSession open(String sessionToken, String accessKeyId) {
        if (sessionToken.length() > TOKEN_LENGTH_MAX) {
            return INVALID;
        }
        int slot = slot(sessionToken);
        Remembered cached = remembered.get(slot);
        byte[] tokenBytes = sessionToken.getBytes(StandardCharsets.UTF_8);
        if (cached != null && cached.is(tokenBytes, accessKeyId)) {
            return checkExpiry(cached.session);
        }
        Optional<OpenedSession.Opened> opened = unseal(sessionToken, accessKeyId);
        if (opened.isEmpty()) {
            return INVALID;
        }
        String policy = opened.get().facts().policy();
        if (policy == null || policy.length() <= REMEMBERED_POLICY_LENGTH_MAX) {
            remembered.set(slot, new Remembered(tokenBytes, accessKeyId, opened.get()));
        }
        return checkExpiry(opened.get());
    }

    /**
     * Returns the used share of the space for session policies and tags in percent, rounded up. Above 100 the session
     * must be refused with {@code PackedPolicyTooLarge}. Zero when the session has neither.
     */
    public static int packedPolicySizePercent(SessionFacts facts) {
        long tags = 0;
        for (Map.Entry<String, String> tag : facts.tags().entrySet()) {
            tags += tag.getKey().getBytes(StandardCharsets.UTF_8).length
                    + tag.getValue().getBytes(StandardCharsets.UTF_8).length;
        }
        long policies = facts.limited() ? PackedBytes.pack(SessionPayload.policyBytes(facts)).length : 0;
        long percent = percent(tags, TAG_BYTES_MAX) + percent(policies, PACKED_BYTES_MAX);
        return (int) Math.min(Integer.MAX_VALUE, percent);
    }

    private static long percent(long size, int max) {
        return (size * 100 + max - 1) / max;
    }

    private OpenedSession checkExpiry(OpenedSession.Opened session) {
        return clock.instant().isBefore(session.facts().expiresAt()) ? session : EXPIRED;
    }

    private Optional<OpenedSession.Opened> unseal(String sessionToken, String accessKeyId) {
        byte[] sealed;
        try {
            sealed = Base64.getUrlDecoder().decode(sessionToken);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        // AWS: a token is opaque. The decoder ignores stray bits in the last character; accepting one text per token is
        // safer.
        if (!Base64.getUrlEncoder().withoutPadding().encodeToString(sealed).equals(sessionToken)) {
            return Optional.empty();
        }
        Optional<SessionPayload> payload = sealer.open(sealed, accessKeyId.getBytes(StandardCharsets.UTF_8))
                .flatMap(PackedBytes::unpack)
                .flatMap(SessionPayload::parse);
        if (payload.isEmpty()) {
            return Optional.empty();
        }
        HmacSha256 mac =
                keys.mac(SealedToken.keyId(sealed).orElseThrow(), SECRET_NAME).orElseThrow();
        SecretKey secret = secret(mac, payload.get().tokenId(), accessKeyId);
        return Optional.of(new OpenedSession.Opened(
                payload.get().principal(), payload.get().facts(), secret));
    }

    private static SecretKey secret(HmacSha256 mac, byte[] tokenId, String accessKeyId) {
        byte[] name = accessKeyId.getBytes(StandardCharsets.UTF_8);
        ByteBuffer seed = ByteBuffer.allocate(tokenId.length + name.length);
        seed.put(tokenId).put(name);
        byte[] bytes = Arrays.copyOf(mac.of(seed.array()), SECRET_BYTES);
        return new SecretKey(Base64.getEncoder().encodeToString(bytes));
    }

    private static int slot(String sessionToken) {
        int hash = sessionToken.hashCode();
        return (hash ^ hash >>> 16) & CACHE_SLOTS - 1;
    }
}
