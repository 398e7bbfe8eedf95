// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;

/** A {@link PlaceMark} in a directory. */
public record FolderMark(Path folder) implements PlaceMark {
    @Override
    public Kind kind() {
        return Kind.FOLDER;
    }

    @Override
    public String place() {
        return folder.toString();
    }

    @Override
    public Optional<String> read() throws IOException {
        Path mark = folder.resolve(NAME);
        return Files.exists(mark) ? Optional.of(Files.readString(mark, StandardCharsets.UTF_8)) : Optional.empty();
    }

    @Override
    public void write(String text) throws IOException {
        Path mark = folder.resolve(NAME);
        // Several servers may write it at the same time, each under its own name.
        Path own = folder.resolve(NAME + "-" + UUID.randomUUID());
        PrivateFiles.write(own, text);
        try {
            link(mark, own);
        } finally {
            Files.deleteIfExists(own);
            PrivateFiles.sync(folder);
        }
    }

    /**
     * Links the file. A link never replaces another server's mark; on a file system without links, a later mark
     * replaces an earlier one.
     */
    private static void link(Path mark, Path own) throws IOException {
        try {
            Files.createLink(mark, own);
        } catch (FileAlreadyExistsException e) {
            // Another server was first: the caller reads its mark.
            return;
        } catch (UnsupportedOperationException | IOException e) {
            Files.move(own, mark, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
