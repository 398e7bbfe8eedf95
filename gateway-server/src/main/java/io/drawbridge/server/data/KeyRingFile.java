// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.data;

import io.drawbridge.core.crypto.KeyRing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The file of a key ring. Its first line identifies the format; then follows one master key per line in hexadecimal
 * digits: first the one that seals, then former ones. To change the master key, put a new line before the others.
 */
public final class KeyRingFile {
    private static final String MAGIC = "drawbridge-key-ring";
    private static final int MASTERS_MAX = 100;
    private static final long LENGTH_MAX = 64 << 10;

    private KeyRingFile() {}

    /**
     * Creates a file with one new master key that only its owner can read.
     *
     * @throws IOException when the file exists, because it may seal a store
     */
    public static void createNew(Path file, RandomGenerator random) throws IOException {
        if (Files.exists(file)) {
            throw new IOException(file + " exists already and may seal a store; name another file");
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException("there is no directory " + folder + " for the key ring");
        }
        create(file, random);
    }

    /** Creates a file with one new master key. */
    static void create(Path file, RandomGenerator random) throws IOException {
        byte[] master = new byte[KeyRing.MASTER_BYTES];
        random.nextBytes(master);
        PrivateFiles.write(file, MAGIC + "\n" + HexFormat.of().formatHex(master) + "\n");
    }

    /**
     * Reads a key ring from the operator's path.
     *
     * @throws IOException when all users can read the file, or it is not a key ring; the message contains no key
     */
    static KeyRing readNamed(Path file) throws IOException {
        if (PrivateFiles.openToStrangers(file)) {
            throw openToOthers(file);
        }
        return read(file);
    }

    /** Returns the exception for a file that other users can read. */
    static IOException openToOthers(Path file) {
        return new IOException("others may read the key ring " + file + "; take that away with: chmod 600 " + file);
    }

    /** @throws IOException when the file is not a key ring; the message contains no key */
    static KeyRing read(Path file) throws IOException {
        if (Files.size(file) > LENGTH_MAX) {
            throw malformed(file, "it is too large");
        }
        List<String> lines = new String(Files.readAllBytes(file), StandardCharsets.US_ASCII)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
        if (lines.size() < 2 || lines.size() > MASTERS_MAX + 1 || !lines.get(0).equals(MAGIC)) {
            throw malformed(file, "it should begin with the line " + MAGIC + " and hold 1 to " + MASTERS_MAX + " keys");
        }
        List<byte[]> masters = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            masters.add(master(file, lines.get(i), i));
        }
        return new KeyRing(masters.get(0), masters.subList(1, masters.size()));
    }

    private static byte[] master(Path file, String line, int number) throws IOException {
        // The parser's exception would contain the digits.
        boolean digits = line.chars().allMatch(HexFormat::isHexDigit);
        if (!digits || line.length() != KeyRing.MASTER_BYTES * 2) {
            throw malformed(file, "key " + number + " should be " + KeyRing.MASTER_BYTES * 2 + " hexadecimal digits");
        }
        return HexFormat.of().parseHex(line);
    }

    private static IOException malformed(Path file, String reason) {
        return new IOException(file + " is not a key ring: " + reason);
    }
}
