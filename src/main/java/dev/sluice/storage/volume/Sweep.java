package dev.sluice.storage.volume;

import dev.sluice.hls.HlsNames;
import dev.sluice.hls.HlsResource;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Removes what processes that ended uncleanly left: playlists that nobody renewed for the retention, files that no
 * playlist names, live or recorded, and staged files, both as old. Only names of our own grammar, no links, no
 * directory but an empty one, at most {@value #LIMIT} files a run; time is the volume's own.
 */
final class Sweep implements Runnable {
    static final int LIMIT = 20_000;

    private static final Logger LOG = Logger.getLogger(Sweep.class);
    private static final Pattern STAGING = Pattern.compile("\\.(0|[1-9][0-9]{0,17})");
    private static final Pattern STAGED = Pattern.compile("[a-z0-9][a-z0-9_-]{0,90}(\\.[a-z0-9]{1,4}){1,2}");
    /** Files looked at in a run. */
    private static final int LOOKS = 500_000;

    private final VolumeTree tree;
    private final Duration retention;
    private final Recordings recordings;
    private final Predicate<String> inUse;
    private final VolumeCounters counters;
    private Instant before = Instant.MIN;
    private int deleted;
    private int looked;

    /** {@code inUse} says of a stream whether its playlists are this process's. */
    Sweep(
            VolumeTree tree,
            Duration retention,
            Recordings recordings,
            Predicate<String> inUse,
            VolumeCounters counters) {
        this.tree = tree;
        this.recordings = recordings;
        this.inUse = inUse;
        this.retention = retention;
        this.counters = counters;
    }

    @Override
    public void run() {
        try {
            deleted = 0;
            looked = 0;
            Instant now = volumeTime();
            before = now.minus(retention);
            recordings.retain(now);
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
        List<Path> streams = new ArrayList<>();
        List<Path> playlists = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(tree.root())) {
            for (Path entry : entries) {
                String name = name(entry);
                if (HlsNames.isStream(name) && VolumeTree.isDirectory(entry)) {
                    streams.add(entry);
                } else if (HlsNames.parse(name).isPresent()) {
                    playlists.add(entry);
                }
            }
        }
        // A run is bounded: another order each time, so that none is always the last.
        Collections.shuffle(streams);
        for (Path directory : streams) {
            if (looked < LOOKS && deleted < LIMIT) {
                sweepStream(directory, name(directory));
            }
        }
        for (Path playlist : playlists) {
            sweepEntry(playlist, HlsNames.parse(name(playlist)).orElseThrow().stream());
        }
    }

    /** An entry point is not renewed as long as its text is right; it goes after the lists that it names. */
    private void sweepEntry(Path playlist, String stream) throws IOException {
        Path directory = tree.root().resolve(stream);
        boolean named = VolumeTree.isDirectory(directory)
                && Listing.playlists(directory, stream).stream().anyMatch(HlsResource.MediaPlaylist.class::isInstance);
        if (!named && !inUse.test(stream)) {
            deleteOld(playlist);
        }
    }

    private void sweepStream(Path directory, String stream) throws IOException {
        try {
            if (!inUse.test(stream)) {
                for (HlsResource playlist : Listing.playlists(directory, stream)) {
                    if (playlist instanceof HlsResource.MediaPlaylist) {
                        deleteOld(tree.root().resolve(playlist.path()));
                    }
                }
            }
            sweepEpochs(directory, stream, Listing.references(directory, stream));
            deleteIfEmptyAndOld(directory);
        } catch (NoSuchFileException e) {
            LOG.debugf("%s went while it was swept", directory);
        }
    }

    private void sweepEpochs(Path directory, String stream, Set<String> listed) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                if (VolumeTree.isDirectory(entry)) {
                    sweepEpoch(entry, stream, listed);
                }
            }
        }
    }

    private void sweepEpoch(Path directory, String stream, Set<String> listed) throws IOException {
        String epoch = name(directory);
        boolean staging = STAGING.matcher(epoch).matches();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                looked++;
                String reference = epoch + "/" + name(entry);
                boolean media = HlsNames.parse(stream + "/" + reference)
                        .filter(HlsResource.Immutable.class::isInstance)
                        .isPresent();
                boolean staged = staging && STAGED.matcher(name(entry)).matches();
                if (staged || (media && !listed.contains(reference))) {
                    deleteOld(entry);
                }
            }
        }
        if (staging || HlsNames.parse(stream + "/" + epoch + "/0.ts").isPresent()) {
            deleteIfEmptyAndOld(directory);
        }
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
