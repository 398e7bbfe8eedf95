// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.identity;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.crypto.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Generates ids in the format of AWS that contain their account, so that GetAccessKeyInfo needs no table. Safe for many
 * threads when its random generator is.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids">
 *     Unique identifiers</a>
 */
public final class UniqueIds {
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String REQUEST_ID_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int PREFIX_LENGTH = 4;
    private static final int KEY_ID_DIGITS = 16;
    private static final int ENTITY_ID_DIGITS = 17;
    private static final int SECRET_BYTES = 30;
    private static final int HOST_ID_BYTES = 56;
    /** The number of random bytes in {@link #unguessable}, which has twice as many characters. */
    public static final int UNGUESSABLE_BYTES = 16;

    /** Set in ids that contain an account; older AWS ids (AKIAI…, AKIAJ…) have it clear and contain none. */
    private static final long ACCOUNT_MARK = 1L << 47;

    private static final long ACCOUNT_MASK = 0x7fffffffff80L;
    private static final int ACCOUNT_SHIFT = 7;

    private final RandomGenerator random;
    private final KeyedCounter counter;

    /** @param random a {@code SecureRandom} outside of tests, because secrets come from it */
    public UniqueIds(RandomGenerator random) {
        this.random = random;
        this.counter = new KeyedCounter(random);
    }

    /** Returns a new access key id, {@code AKIA…}, 20 characters. */
    public String accessKeyId(AccountId account) {
        return make("AKIA", account, KEY_ID_DIGITS);
    }

    /** Returns a new temporary access key id, {@code ASIA…}, 20 characters. */
    public String temporaryAccessKeyId(AccountId account) {
        return make("ASIA", account, KEY_ID_DIGITS);
    }

    /** Returns a new user id, {@code AIDA…}, 21 characters. */
    public String userId(AccountId account) {
        return make("AIDA", account, ENTITY_ID_DIGITS);
    }

    /** Returns a new role id, {@code AROA…}, 21 characters. */
    public String roleId(AccountId account) {
        return make("AROA", account, ENTITY_ID_DIGITS);
    }

    /** Returns a new group id, {@code AGPA…}, 21 characters. */
    public String groupId(AccountId account) {
        return make("AGPA", account, ENTITY_ID_DIGITS);
    }

    /** Returns a new policy id, {@code ANPA…}, 21 characters. */
    public String policyId(AccountId account) {
        return make("ANPA", account, ENTITY_ID_DIGITS);
    }

    /** Returns a new policy version id, {@code ANVA…}, 21 characters. */
    public String policyVersionId(AccountId account) {
        return make("ANVA", account, ENTITY_ID_DIGITS);
    }

    /** Returns a new instance profile id, {@code AIPA…}, 21 characters. */
    public String instanceProfileId(AccountId account) {
        return make("AIPA", account, ENTITY_ID_DIGITS);
    }

    /** Returns a new server certificate id, {@code ASCA…}, 21 characters. */
    public String serverCertificateId(AccountId account) {
        return make("ASCA", account, ENTITY_ID_DIGITS);
    }

    /** Returns a new SSH public key id, {@code APKA…}, 21 characters. */
    public String publicKeyId(AccountId account) {
        return make("APKA", account, ENTITY_ID_DIGITS);
    }

    /** Returns a new secret access key: 40 characters of the base64 alphabet from 30 random bytes. */
    public SecretKey secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return new SecretKey(Base64.getEncoder().encodeToString(bytes));
    }

    /**
     * Returns 32 hex digits that nobody can guess, for ids that give access to something, such as upload ids. They come
     * from the same source as secrets, and from nothing that responses show.
     */
    public String unguessable() {
        byte[] bytes = new byte[UNGUESSABLE_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Returns a new request id of IAM, STS and Organizations: a UUID. Unique, not secret. */
    public String requestId() {
        ByteBuffer bytes = ByteBuffer.wrap(counter.next());
        long most = (bytes.getLong() & ~0xf000L) | 0x4000L;
        long least = (bytes.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(most, least).toString();
    }

    /** Returns a new {@code x-amz-request-id} of S3: 16 characters of {@code [0-9A-Z]}. Unique, not secret. */
    public String s3RequestId() {
        byte[] text = new byte[16];
        byte[] bytes = counter.next();
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) REQUEST_ID_ALPHABET.charAt(bytes[i] & 31);
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /** Returns a new {@code x-amz-id-2} of S3: base64, 76 characters. Not secret. */
    public String s3HostId() {
        byte[] bytes = Arrays.copyOf(counter.next(), HOST_ID_BYTES);
        System.arraycopy(
                counter.next(), 0, bytes, KeyedCounter.LENGTH_BYTES, HOST_ID_BYTES - KeyedCounter.LENGTH_BYTES);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Returns the canonical user id of the account in S3 ACLs: 64 hex characters, always the same for one account. */
    public static String canonicalUserId(AccountId account) {
        byte[] name = ("drawbridge canonical user " + account.digits()).getBytes(StandardCharsets.US_ASCII);
        return HexFormat.of().formatHex(Sha256.of(name));
    }

    /** Returns the account in a current id or access key id; empty when the id contains none. */
    public static Optional<AccountId> accountOf(String id) {
        if (id.length() < PREFIX_LENGTH + KEY_ID_DIGITS || !id.startsWith("A")) {
            return Optional.empty();
        }
        long bits = 0;
        for (int i = 0; i < 10; i++) {
            int digit = digitOf(id.charAt(PREFIX_LENGTH + i));
            if (digit < 0) {
                return Optional.empty();
            }
            bits = (bits << 5) | digit;
        }
        long z = bits >>> 2;
        long number = (z & ACCOUNT_MASK) >>> ACCOUNT_SHIFT;
        if ((z & ACCOUNT_MARK) == 0 || number > 999_999_999_999L) {
            return Optional.empty();
        }
        String digits = Long.toString(number);
        return Optional.of(new AccountId("0".repeat(12 - digits.length()) + digits));
    }

    private String make(String prefix, AccountId account, int digits) {
        byte[] text = new byte[PREFIX_LENGTH + digits];
        for (int i = 0; i < PREFIX_LENGTH; i++) {
            text[i] = (byte) prefix.charAt(i);
        }
        long noise = random.nextLong();
        // 50 bits in the first ten digits: the mark, the account, and nine random bits; the other digits are random.
        long marked = ACCOUNT_MARK | (Long.parseLong(account.digits()) << ACCOUNT_SHIFT);
        long head = (marked << 2) | (noise & 0x1ff);
        noise >>>= 9;
        for (int i = 9; i >= 0; i--) {
            text[PREFIX_LENGTH + i] = (byte) BASE32.charAt((int) (head & 31));
            head >>>= 5;
        }
        for (int i = 10; i < digits; i++) {
            text[PREFIX_LENGTH + i] = (byte) BASE32.charAt((int) (noise & 31));
            noise >>>= 5;
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static int digitOf(char c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        return c >= '2' && c <= '7' ? c - '2' + 26 : -1;
    }
}
