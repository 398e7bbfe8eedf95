// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.mfa;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;

/** QR codes as PNG images. */
final class QrCode {
    /** Pixels of one module. */
    private static final int SCALE = 4;

    /** Modules without ink around the code, as the standard demands. */
    private static final int QUIET = 4;

    private QrCode() {}

    /** Returns the image of the text. */
    static byte[] png(String text) {
        ByteMatrix code;
        try {
            code = Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix();
        } catch (WriterException e) {
            throw new IllegalStateException("a QR code of " + text.length() + " characters", e);
        }
        int side = (code.getWidth() + 2 * QUIET) * SCALE;
        int rowBytes = 1 + (side + 7) / 8;
        // Each row begins with the number of its filter, 0; a bit is one pixel, and 1 is white.
        byte[] rows = new byte[side * rowBytes];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                if (!inked(code, x / SCALE - QUIET, y / SCALE - QUIET)) {
                    rows[y * rowBytes + 1 + x / 8] |= (byte) (0x80 >> x % 8);
                }
            }
        }
        return Png.grayscale(side, side, rows);
    }

    private static boolean inked(ByteMatrix code, int x, int y) {
        return x >= 0 && y >= 0 && x < code.getWidth() && y < code.getHeight() && code.get(x, y) == 1;
    }
}
