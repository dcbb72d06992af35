package dev.sluice.app;

import dev.sluice.bytes.Secret;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of the embedded database: {@code cluster} (PostgreSQL's own), {@code binaries}, {@code password},
 * {@code log} (of the last start), {@code lock}.
 */
final class DatabaseDirectory implements AutoCloseable {
    /** Without one of these a directory is no cluster, or a damaged one. */
    private static final List<String> CLUSTER_FILES = List.of("PG_VERSION", "postgresql.conf", "global/pg_control");

    private static final int PASSWORD_BYTES = 24;

    private final Path root;
    private final FileChannel lockChannel;

    private DatabaseDirectory(Path root, FileChannel lockChannel) {
        this.root = root;
        this.lockChannel = lockChannel;
    }

    /** Makes the directory if need be and takes it for this process. */
    static DatabaseDirectory open(Path root) throws EmbeddedDatabaseFailure {
        try {
            Files.createDirectories(root);
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
            FileChannel channel =
                    FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new EmbeddedDatabaseFailure("The embedded database in " + root
                        + " is in use by another running service; give each its own sluice.data.directory.");
            }
            return new DatabaseDirectory(root, channel);
        } catch (IOException failure) {
            throw new EmbeddedDatabaseFailure(
                    "The directory " + root + " of the embedded database cannot be used: " + failure + ".", failure);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException heldInThisProcess) {
            return false;
        }
    }

    Path cluster() {
        return root.resolve("cluster");
    }

    Path binaries() {
        return root.resolve("binaries");
    }

    Path passwordFile() {
        return root.resolve("password");
    }

    Path log() {
        return root.resolve("log");
    }

    /** Whether there is no cluster yet; a damaged one is a failure, because a new one would hide the loss. */
    boolean isNew() throws IOException, EmbeddedDatabaseFailure {
        if (!Files.exists(cluster()) || isEmpty(cluster())) {
            return true;
        }
        for (String file : CLUSTER_FILES) {
            if (!Files.exists(cluster().resolve(file))) {
                throw new EmbeddedDatabaseFailure("The embedded database in " + cluster() + " is damaged: " + file
                        + " is missing; restore the directory, or move it away to begin with an empty database.");
            }
        }
        return false;
    }

    /** The superuser's password: random per installation, readable for its owner alone. */
    Secret password(boolean isNew) throws IOException, EmbeddedDatabaseFailure {
        if (!isNew) {
            if (!Files.exists(passwordFile())) {
                throw new EmbeddedDatabaseFailure("The embedded database in " + root
                        + " has lost its file password; restore it, or move the directory away to begin anew.");
            }
            return new Secret(Files.readString(passwordFile()).strip());
        }
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        Files.deleteIfExists(passwordFile());
        Files.createFile(
                passwordFile(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(passwordFile(), password);
        return new Secret(password);
    }

    @Override
    public void close() {
        try {
            lockChannel.close();
        } catch (IOException released) {
            // The lock ends with the process at the latest.
        }
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isEmpty();
        }
    }
}
