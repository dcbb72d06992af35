package dev.sluice.storage.volume;

import dev.sluice.bytes.SharedBytes;
import dev.sluice.bytes.Slice;
import dev.sluice.hls.HlsNames;
import dev.sluice.hls.HlsResource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * The file calls: blocking, of one HLS tree, and only on names that {@link HlsNames} can parse.
 *
 * <p>A file is written under its own name in the staging directory {@code {stream}/.{epoch}}, which no server serves,
 * and renamed to its place, so that a reader sees all of it or nothing. No directory on the way may be a link.
 */
class VolumeTree {
    /** Not empty: a full volume still makes empty files. */
    private static final Slice PROBE = Slice.wrap(new byte[64 << 10]);

    private final Path root;

    VolumeTree(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    /** Creates the root and proves that files with something in them can be made and removed in it. */
    void open() throws IOException {
        Files.createDirectories(root);
        Path probe = root.resolve(".probe-" + ProcessHandle.current().pid());
        try {
            write(probe, PROBE);
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    /** Says whether the directory was not there yet, or not any more. */
    boolean store(HlsResource.Immutable name, SharedBytes content) throws IOException {
        Path stream = directory(root.resolve(name.stream()));
        Path target = stream.resolve(Long.toString(name.epoch()));
        boolean made = !isDirectory(target);
        publish(staging(stream, name.epoch()), directory(target), fileName(name), content);
        return made;
    }

    /** Whether a regular file has this path below the root. */
    boolean has(String path) {
        return Files.isRegularFile(root.resolve(path), LinkOption.NOFOLLOW_LINKS);
    }

    /** The last part of the path. */
    private static String fileName(HlsResource.Immutable name) {
        return name.reference().substring(name.reference().indexOf('/') + 1);
    }

    /** {@code epoch} names the staging directory to write in. */
    void replace(HlsResource name, long epoch, Slice content) throws IOException {
        Path target = root.resolve(name.path());
        Path stream = directory(root.resolve(name.stream()));
        Path directory = target.getParent();
        Path file = target.getFileName();
        if (directory == null || file == null) {
            throw new IllegalArgumentException(name.path());
        }
        publish(staging(stream, epoch), directory, file.toString(), content);
    }

    /** Removes the file and the directories that it leaves empty; one that is not there is fine. */
    boolean delete(HlsResource name) throws IOException {
        Path stream = root.resolve(name.stream());
        Path file = root.resolve(name.path());
        Path directory = file.getParent();
        if (directory == null || !isDirectory(directory) || (!directory.equals(root) && !isDirectory(stream))) {
            return false;
        }
        boolean there = Files.deleteIfExists(file);
        if (name instanceof HlsResource.Immutable media) {
            if (deleteIfEmpty(directory)) {
                deleteIfEmpty(stream.resolve("." + media.epoch()));
            }
        }
        deleteIfEmpty(stream);
        return there;
    }

    /** The staging directory of an epoch that is over. */
    void endEpoch(String stream, long epoch) throws IOException {
        Path directory = root.resolve(stream);
        if (isDirectory(directory)) {
            deleteIfEmpty(directory.resolve("." + epoch));
            deleteIfEmpty(directory);
        }
    }

    static boolean isDirectory(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Removes an empty real directory; says whether it did. */
    static boolean deleteIfEmpty(Path directory) throws IOException {
        if (!isDirectory(directory)) {
            return false;
        }
        try {
            Files.delete(directory);
            return true;
        } catch (DirectoryNotEmptyException | NoSuchFileException e) {
            return false;
        }
    }

    private static void publish(Path staging, Path target, String file, SharedBytes content) throws IOException {
        Path staged = staging.resolve(file);
        try {
            write(staged, content);
            Files.move(staged, target.resolve(file), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            discard(staged, e);
            throw e;
        }
    }

    private static void discard(Path staged, IOException cause) {
        try {
            Files.deleteIfExists(staged);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private static void write(Path file, SharedBytes content) throws IOException {
        // A leftover of the same name goes first: it may be a link, and CREATE_NEW follows none.
        Files.deleteIfExists(file);
        try (FileChannel channel =
                FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
            ByteBuffer[] bytes = content.views().toArray(ByteBuffer[]::new);
            for (long left = content.length(); left > 0; ) {
                left -= channel.write(bytes);
            }
        }
    }

    private static Path staging(Path stream, long epoch) throws IOException {
        return directory(stream.resolve("." + epoch));
    }

    /** Makes a directory if it is not there, again if another hand removed it. */
    private static Path directory(Path path) throws IOException {
        try {
            return isDirectory(path) ? path : Files.createDirectory(path);
        } catch (NoSuchFileException e) {
            return Files.createDirectories(path);
        } catch (FileAlreadyExistsException e) {
            if (isDirectory(path)) {
                return path;
            }
            NotDirectoryException refused = new NotDirectoryException(path.toString());
            refused.initCause(e);
            throw refused;
        }
    }
}
