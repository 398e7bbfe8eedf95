// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.data;

import io.drawbridge.core.crypto.KeyRing;
import io.drawbridge.core.crypto.MasterKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The file of a key ring. Its first line identifies the format; then follows one master key per line in hexadecimal
 * digits: first the one that seals, then those that only open. The word {@value #WHOLE_ROWS} after a key says that it
 * never sealed an access key in the form of the first release, or that no such seal is left: this form is then refused.
 */
public final class KeyRingFile {
    private static final String MAGIC = "drawbridge-key-ring";
    private static final String WHOLE_ROWS = "whole-rows";
    private static final int MASTERS_MAX = 100;
    private static final int LENGTH_MAX = 64 << 10;

    private KeyRingFile() {}

    /**
     * Creates a file with one new master key that only its owner can read.
     *
     * @throws IOException when the file exists, because it may seal a store
     */
    public static void createNew(Path file, RandomGenerator random) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
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
        PrivateFiles.write(file, text(List.of(fresh(random))));
    }

    /** Returns a new master key. */
    public static MasterKey fresh(RandomGenerator random) {
        byte[] master = new byte[KeyRing.MASTER_BYTES];
        random.nextBytes(master);
        return new MasterKey(master, MasterKey.SealForm.WHOLE_ROW);
    }

    /**
     * Returns the master keys of a file, first the one that seals.
     *
     * @throws IOException when all users can read the file, or it is not a key ring; the message contains no key
     */
    public static List<MasterKey> masters(Path file) throws IOException {
        if (PrivateFiles.openToStrangers(file)) {
            throw openToOthers(file);
        }
        return parse(file, PrivateFiles.readNamed(file, LENGTH_MAX));
    }

    /**
     * Replaces the master keys of a file durably and at once; its permissions stay.
     *
     * @param masters first the one that seals
     * @throws IOException when there are no or too many keys, or the file is a link
     */
    public static void replace(Path file, List<MasterKey> masters) throws IOException {
        if (Files.isSymbolicLink(file)) {
            throw new IOException(file + " is a symbolic link; name the file that it leads to");
        }
        if (masters.isEmpty() || masters.size() > MASTERS_MAX) {
            throw new IOException("a key ring has 1 to " + MASTERS_MAX + " keys, and not " + masters.size());
        }
        PrivateFiles.rewrite(file, text(masters));
    }

    /** Records in the file that no seal of the first release is left. */
    static void endFirstForm(Path file) throws IOException {
        replace(
                file,
                masters(file).stream()
                        .map(master -> new MasterKey(master.bytes(), MasterKey.SealForm.WHOLE_ROW))
                        .toList());
    }

    private static String text(List<MasterKey> masters) {
        StringBuilder text = new StringBuilder(MAGIC).append('\n');
        for (MasterKey master : masters) {
            text.append(HexFormat.of().formatHex(master.bytes()));
            if (master.oldestSeal() == MasterKey.SealForm.WHOLE_ROW) {
                text.append(' ').append(WHOLE_ROWS);
            }
            text.append('\n');
        }
        return text.toString();
    }

    /**
     * Reads a key ring from the operator's path, which may be a link, as mounted secrets are.
     *
     * @throws IOException when all users can read the file, or it is not a key ring; the message contains no key
     */
    static KeyRing readNamed(Path file) throws IOException {
        return new KeyRing(masters(file));
    }

    /**
     * Reads the key ring of a data directory.
     *
     * @throws IOException when other users can read the file, it is a link, or it is not a key ring
     */
    static KeyRing readOwn(Path file) throws IOException {
        if (PrivateFiles.openToOthers(file)) {
            throw openToOthers(file);
        }
        return new KeyRing(parse(file, PrivateFiles.readOwn(file, LENGTH_MAX)));
    }

    /** Returns the exception for a file that other users can read. */
    private static IOException openToOthers(Path file) {
        return new IOException("others may read the key ring " + file + "; take that away with: chmod 600 " + file);
    }

    private static List<MasterKey> parse(Path file, String text) throws IOException {
        List<String> lines = text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
        if (lines.size() < 2 || lines.size() > MASTERS_MAX + 1 || !lines.get(0).equals(MAGIC)) {
            throw malformed(file, "it should begin with the line " + MAGIC + " and hold 1 to " + MASTERS_MAX + " keys");
        }
        List<MasterKey> masters = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            masters.add(master(file, lines.get(i), i));
        }
        return masters;
    }

    private static MasterKey master(Path file, String line, int number) throws IOException {
        boolean wholeRows = line.endsWith(" " + WHOLE_ROWS);
        String hex = wholeRows
                ? line.substring(0, line.length() - WHOLE_ROWS.length()).strip()
                : line;
        // The parser's exception would contain the digits.
        boolean digits = hex.chars().allMatch(HexFormat::isHexDigit);
        if (!digits || hex.length() != KeyRing.MASTER_BYTES * 2) {
            throw malformed(file, "key " + number + " should be " + KeyRing.MASTER_BYTES * 2 + " hexadecimal digits");
        }
        return new MasterKey(
                HexFormat.of().parseHex(hex), wholeRows ? MasterKey.SealForm.WHOLE_ROW : MasterKey.SealForm.ID_ONLY);
    }

    private static IOException malformed(Path file, String reason) {
        return new IOException(file + " is not a key ring: " + reason);
    }
}
