// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class SealedTokenTest {
    private static final byte[] PLAIN = "plain".getBytes(StandardCharsets.UTF_8);
    private static final byte[] BOUND = {1, 2};
    private final SecureRandom random = new SecureRandom();
    private final KeyRing ring = new KeyRing(new byte[32]);
    private final SealedToken sealer = new SealedToken(ring, "test", random);

    @Test
    void aSealedValueOpensOnlyUnchanged() {
        byte[] sealed = sealer.seal(PLAIN, BOUND);
        assertThat(sealed).hasSize(PLAIN.length + SealedToken.OVERHEAD_BYTES);
        assertThat(sealer.open(sealed, BOUND)).contains(PLAIN);
        for (int i = 0; i < sealed.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] changed = sealed.clone();
                changed[i] ^= (byte) (1 << bit);
                assertThat(sealer.open(changed, BOUND)).as("byte %d", i).isEmpty();
            }
            assertThat(sealer.open(Arrays.copyOf(sealed, i), BOUND)).isEmpty();
        }
        assertThat(sealer.open(sealed, new byte[] {1, 3})).isEmpty();
        assertThat(new SealedToken(ring, "other", random).open(sealed, BOUND)).isEmpty();
    }

    @Test
    void formerMasterKeysOpenButDoNotSeal() {
        byte[] sealed = sealer.seal(PLAIN, BOUND);
        byte[] next = new byte[32];
        next[0] = 9;
        KeyRing rotated = new KeyRing(next, List.of(new byte[32]));
        SealedToken newer = new SealedToken(rotated, "test", random);
        assertThat(newer.open(sealed, BOUND)).contains(PLAIN);
        assertThat(sealer.open(newer.seal(PLAIN, BOUND), BOUND)).isEmpty();
        assertThat(rotated.currentId()).isNotEqualTo(ring.currentId());
    }

    @Test
    void masterKeysOfAnotherLengthAreRefused() {
        assertThatThrownBy(() -> new KeyRing(new byte[31])).isInstanceOf(IllegalArgumentException.class);
        assertThat(ring.toString()).doesNotContain("[0").contains("hidden");
    }

    /** RFC 4231, test cases 2 and 6. */
    @Test
    void hmacAgreesWithTheRfc() {
        HmacSha256 jefe = new HmacSha256("Jefe".getBytes(StandardCharsets.US_ASCII));
        byte[] message = "what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII);
        String expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assertThat(HexFormat.of().formatHex(jefe.of(message))).isEqualTo(expected);
        assertThat(HexFormat.of().formatHex(jefe.of(message))).isEqualTo(expected);
        byte[] longKey = new byte[131];
        Arrays.fill(longKey, (byte) 0xaa);
        byte[] text = "Test Using Larger Than Block-Size Key - Hash Key First".getBytes(StandardCharsets.US_ASCII);
        assertThat(HexFormat.of().formatHex(new HmacSha256(longKey).of(text)))
                .isEqualTo("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    }
}
