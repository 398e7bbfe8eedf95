// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.mfa;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import io.drawbridge.iam.store.MfaCodes;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Codes, the steps that are accepted, and the QR code of a seed. */
final class TotpTest {
    private static final byte[] SEED = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
    private static final long NOW = 1_000;

    /** The last six digits of the codes in appendix B of RFC 6238. */
    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void theVectorsOfTheStandard(long second, String code) {
        assertThat(Totp.code(SEED, Totp.step(Instant.ofEpochSecond(second)))).isEqualTo(code);
    }

    private static CodeCheck one(MfaCodes codes, long step, long now) {
        return CodeCheck.one(SEED, codes, Totp.code(SEED, step), now);
    }

    private static Optional<MfaCodes> enabling(MfaCodes codes, long first) {
        return CodeCheck.enabling(SEED, codes, Totp.code(SEED, first), Totp.code(SEED, first + 1), NOW);
    }

    @Test
    void oneStepToEachSideIsAcceptedAndNoCodeTwice() {
        for (long step = NOW - 5; step <= NOW + 5; step++) {
            assertThat(one(MfaCodes.NONE, step, NOW).accepted())
                    .as("step %d", step)
                    .isEqualTo(Math.abs(step - NOW) <= 1);
        }
        MfaCodes after = one(MfaCodes.NONE, NOW, NOW).after();
        assertThat(one(after, NOW, NOW).accepted()).isFalse();
        assertThat(one(after, NOW - 1, NOW).accepted()).isFalse();
        assertThat(one(after, NOW + 1, NOW).accepted()).isTrue();
    }

    @Test
    void twoCodesInARowEnableADeviceAndAreUsedThen() {
        assertThat(enabling(MfaCodes.NONE, NOW - 3)).isEmpty();
        assertThat(enabling(MfaCodes.NONE, NOW - 2)).isPresent();
        assertThat(enabling(MfaCodes.NONE, NOW)).isPresent();
        assertThat(enabling(MfaCodes.NONE, NOW + 1)).isEmpty();
        MfaCodes after = enabling(MfaCodes.NONE, NOW - 1).orElseThrow();
        assertThat(one(after, NOW, NOW).accepted()).isFalse();
        assertThat(one(after, NOW + 1, NOW).accepted()).isTrue();
        assertThat(enabling(after, NOW - 1)).isEmpty();
    }

    @Test
    void aSynchronizedDeviceMayBeTenMinutesAhead() {
        String first = Totp.code(SEED, NOW + 19);
        MfaCodes after = CodeCheck.resyncing(SEED, MfaCodes.NONE, first, Totp.code(SEED, NOW + 20), NOW)
                .orElseThrow();
        assertThat(one(after, NOW + 20, NOW).accepted()).isFalse();
        assertThat(one(after, NOW + 21, NOW).accepted()).isTrue();
        assertThat(one(after, NOW + 2, NOW).accepted()).isFalse();
        assertThat(CodeCheck.resyncing(SEED, MfaCodes.NONE, Totp.code(SEED, NOW + 20), Totp.code(SEED, NOW + 21), NOW))
                .isEmpty();
    }

    @Test
    void wrongCodesMakeRightOnesWaitLongerAndLonger() {
        MfaCodes codes = MfaCodes.NONE;
        long now = NOW;
        long waited = 0;
        for (int i = 0; i < 20; i++) {
            codes = one(codes, now + 9, now).after();
            waited = codes.refusedUntilStep() == 0 ? 0 : codes.refusedUntilStep() - now;
            assertThat(one(codes, now, now).accepted()).isEqualTo(i < 4);
            now += waited;
        }
        assertThat(waited).isEqualTo(32);
        CodeCheck right = one(codes, now, now);
        assertThat(right.accepted()).isTrue();
        assertThat(right.after().failures()).isZero();
    }

    @Test
    void base32IsThatOfTheStandard() {
        assertThat(Totp.base32("fooba".getBytes(StandardCharsets.US_ASCII))).isEqualTo("MZXW6YTB");
        assertThat(Totp.base32(SEED)).isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    }

    @Test
    void theQrCodeCanBeRead() throws Exception {
        String text = "otpauth://totp/" + "n".repeat(200) + "@111122223333?secret=" + Totp.base32(new byte[40]);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(QrCode.png(text)));
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        RGBLuminanceSource source = new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels);
        assertThat(new QRCodeReader()
                        .decode(new BinaryBitmap(new HybridBinarizer(source)))
                        .getText())
                .isEqualTo(text);
    }
}
