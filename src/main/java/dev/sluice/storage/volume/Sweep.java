package dev.sluice.storage.volume;

import dev.sluice.hls.HlsNames;
import dev.sluice.hls.HlsResource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Removes what processes that ended uncleanly left: playlists that nobody renewed for the retention, segments that no
 * playlist lists and staged files, both as old. Only names of our own grammar, no links, no directory but an empty one,
 * at most {@value #LIMIT} files a run; time is the volume's own.
 */
final class Sweep implements Runnable {
    static final int LIMIT = 20_000;

    private static final Logger LOG = Logger.getLogger(Sweep.class);
    private static final Pattern STAGING = Pattern.compile("\\.(0|[1-9][0-9]{0,17})");
    private static final Pattern STAGED = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}(\\.[a-z0-9]{1,4}){1,2}");
    private static final long LARGEST_PLAYLIST = 4 << 20;

    private final VolumeTree tree;
    private final Duration retention;
    private final VolumeCounters counters;
    private Instant before = Instant.MIN;
    private int deleted;

    Sweep(VolumeTree tree, Duration retention, VolumeCounters counters) {
        this.tree = tree;
        this.retention = retention;
        this.counters = counters;
    }

    @Override
    public void run() {
        try {
            deleted = 0;
            before = volumeTime().minus(retention);
            sweepRoot();
        } catch (IOException | RuntimeException e) {
            LOG.debugf("the sweep of %s stopped: %s", tree.root(), e);
        }
    }

    /** Servers' clocks differ; only the one that stamped the files can say how old they are. */
    private Instant volumeTime() throws IOException {
        Path probe = tree.root().resolve(".time-" + ProcessHandle.current().pid());
        Files.deleteIfExists(probe);
        Files.createFile(probe);
        try {
            return Files.getLastModifiedTime(probe, LinkOption.NOFOLLOW_LINKS).toInstant();
        } finally {
            Files.delete(probe);
        }
    }

    private void sweepRoot() throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(tree.root())) {
            for (Path entry : entries) {
                String name = name(entry);
                if (VolumeTree.isDirectory(entry) && HlsNames.isStream(name)) {
                    sweepStream(entry, name);
                } else if (HlsNames.parse(name).isPresent()) {
                    deleteOld(entry);
                }
            }
        }
    }

    private void sweepStream(Path directory, String stream) throws IOException {
        Path playlist = directory.resolve("ts.m3u8");
        deleteOld(playlist);
        Set<String> listed = listed(playlist);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                if (VolumeTree.isDirectory(entry)) {
                    sweepEpoch(entry, stream, listed);
                }
            }
        }
        deleteIfEmptyAndOld(directory);
    }

    private void sweepEpoch(Path directory, String stream, Set<String> listed) throws IOException {
        String epoch = name(directory);
        boolean staging = STAGING.matcher(epoch).matches();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                String reference = epoch + "/" + name(entry);
                boolean segment = HlsNames.parse(stream + "/" + reference)
                        .filter(HlsResource.Immutable.class::isInstance)
                        .isPresent();
                boolean staged = staging && STAGED.matcher(name(entry)).matches();
                if (staged || (segment && !listed.contains(reference))) {
                    deleteOld(entry);
                }
            }
        }
        if (staging || HlsNames.parse(stream + "/" + epoch + "/0.ts").isPresent()) {
            deleteIfEmptyAndOld(directory);
        }
    }

    private static Set<String> listed(Path playlist) throws IOException {
        Set<String> listed = new HashSet<>();
        try {
            BasicFileAttributes file =
                    Files.readAttributes(playlist, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (file.isRegularFile() && file.size() <= LARGEST_PLAYLIST) {
                Files.readString(playlist, StandardCharsets.UTF_8).lines().forEach(listed::add);
            }
        } catch (NoSuchFileException e) {
            // Nothing is listed.
        }
        return listed;
    }

    private void deleteOld(Path file) throws IOException {
        if (deleted < LIMIT && isOld(file, false) && Files.deleteIfExists(file)) {
            deleted++;
            counters.orphan();
        }
    }

    private void deleteIfEmptyAndOld(Path directory) throws IOException {
        if (isOld(directory, true)) {
            VolumeTree.deleteIfEmpty(directory);
        }
    }

    private boolean isOld(Path path, boolean directory) throws IOException {
        try {
            BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            boolean right = directory ? file.isDirectory() : file.isRegularFile();
            return right && file.lastModifiedTime().toInstant().isBefore(before);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static String name(Path path) {
        Path file = path.getFileName();
        return file == null ? "" : file.toString();
    }
}
