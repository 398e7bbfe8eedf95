// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.data;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A new directory under a temporary name: {@link #publish} renames it when it is complete, and closing it before
 * removes it.
 */
public final class NewDirectory implements AutoCloseable {
    private final Path target;
    private final Path unfinished;
    private boolean published;

    private NewDirectory(Path target, Path unfinished) {
        this.target = target;
        this.unfinished = unfinished;
    }

    /**
     * Creates the directory under its temporary name.
     *
     * @param target missing, or an empty directory; a file or a link is not changed
     * @throws IOException when the target contains anything, or another process is creating it
     */
    public static NewDirectory begin(Path target) throws IOException {
        Path absolute = target.toAbsolutePath().normalize();
        Path unfinished = absolute.resolveSibling(absolute.getFileName() + ".unfinished");
        if (Files.exists(unfinished)) {
            throw new IOException(unfinished + " is left of an attempt that was broken off; remove it and try again");
        }
        if (Files.exists(absolute, LinkOption.NOFOLLOW_LINKS)) {
            removeEmpty(target, absolute);
        }
        PrivateFiles.makeFolder(unfinished);
        return new NewDirectory(absolute, unfinished);
    }

    private static void removeEmpty(Path target, Path absolute) throws IOException {
        if (!Files.isDirectory(absolute, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(
                    target + " is a file or a link and is left alone; name a directory that is empty or" + " missing");
        }
        try {
            Files.delete(absolute);
        } catch (DirectoryNotEmptyException e) {
            throw new IOException(target + " is not empty; name a directory that is empty or missing", e);
        }
    }

    /** @throws IOException when the directory contains no store; the message is for the operator */
    public static void mustHoldStore(Path directory) throws IOException {
        if (!Files.exists(directory.resolve("STORE"))) {
            throw new NoSuchFileException(directory + " holds no Drawbridge store; name its directory with --data");
        }
    }

    /** Returns the temporary path. */
    public Path path() {
        return unfinished;
    }

    /** Renames the directory durably to its final name. */
    public void publish() throws IOException {
        PrivateFiles.sync(unfinished);
        Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        published = true;
        Path parent = target.getParent();
        if (parent != null) {
            PrivateFiles.sync(parent);
        }
    }

    @Override
    public void close() throws IOException {
        if (published) {
            return;
        }
        Files.walkFileTree(unfinished, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, java.io.IOException e) throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
