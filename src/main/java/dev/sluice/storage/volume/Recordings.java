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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was kept of presentations that ended. The oldest go first, when they are too old, too many, or when the volume
 * is full: the playlists, then the files that no other playlist names.
 */
final class Recordings {
    private record Kept(String stream, long epoch, Instant modified) {}

    private final VolumeTree tree;
    private final Duration longest;
    private final long mostBytes;
    private final VolumeCounters counters;

    Recordings(VolumeTree tree, Duration longest, long mostBytes, VolumeCounters counters) {
        this.tree = tree;
        this.longest = longest;
        this.mostBytes = mostBytes;
        this.counters = counters;
    }

    /** Removes what is over the limits; {@code now} is the volume's own time. */
    void retain(Instant now) throws IOException {
        Deque<Kept> kept = oldestFirst();
        Map<Kept, Long> sizes = new HashMap<>();
        for (Kept recording : kept) {
            sizes.put(recording, bytes(recording));
        }
        long bytes = sizes.values().stream().mapToLong(Long::longValue).sum();
        while (!kept.isEmpty()
                && (bytes > mostBytes || kept.element().modified().isBefore(now.minus(longest)))) {
            Kept oldest = kept.remove();
            remove(oldest);
            bytes -= sizes.getOrDefault(oldest, 0L);
        }
    }

    /** Makes room; says whether there was a recording to remove. */
    synchronized boolean removeOldest() throws IOException {
        Deque<Kept> kept = oldestFirst();
        if (kept.isEmpty()) {
            return false;
        }
        remove(kept.element());
        return true;
    }

    private Deque<Kept> oldestFirst() throws IOException {
        List<Kept> kept = new ArrayList<>();
        try (DirectoryStream<Path> streams = Files.newDirectoryStream(tree.root())) {
            for (Path directory : streams) {
                String stream = String.valueOf(directory.getFileName());
                if (HlsNames.isStream(stream) && VolumeTree.isDirectory(directory)) {
                    find(directory, stream, kept);
                }
            }
        }
        kept.sort(Comparator.comparing(Kept::modified));
        return new ArrayDeque<>(kept);
    }

    private void find(Path directory, String stream, List<Kept> kept) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "vod-*.m3u8")) {
            for (Path entry : entries) {
                HlsResource name =
                        HlsNames.parse(stream + "/" + entry.getFileName()).orElse(null);
                if (name instanceof HlsResource.Recording recording
                        && Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
                    Instant modified = Files.getLastModifiedTime(entry, LinkOption.NOFOLLOW_LINKS)
                            .toInstant();
                    kept.add(new Kept(stream, recording.epoch(), modified));
                }
            }
        } catch (NoSuchFileException e) {
            // Gone meanwhile.
        }
    }

    /** What its files take; those that other recordings name too count for each. */
    private long bytes(Kept recording) throws IOException {
        Path directory = tree.root().resolve(recording.stream());
        long bytes = 0;
        for (String reference : references(directory, recording.epoch())) {
            try {
                Path file = directory.resolve(reference);
                BasicFileAttributes found =
                        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                bytes += found.isRegularFile() ? found.size() : 0;
            } catch (NoSuchFileException e) {
                // Gone meanwhile.
            }
        }
        return bytes;
    }

    private void remove(Kept recording) throws IOException {
        Path directory = tree.root().resolve(recording.stream());
        Set<String> mine = references(directory, recording.epoch());
        tree.delete(new HlsResource.Recording(recording.stream(), recording.epoch()));
        for (Path playlist : playlists(directory, recording.epoch())) {
            Files.deleteIfExists(playlist);
        }
        mine.removeAll(Listing.references(directory, recording.stream()));
        for (String reference : mine) {
            HlsResource file =
                    HlsNames.parse(recording.stream() + "/" + reference).orElseThrow();
            if (tree.delete(file)) {
                counters.expired();
            }
        }
        counters.recordingRemoved();
    }

    /** The files that a recording's playlists name; only names of ours. */
    private static Set<String> references(Path directory, long epoch) throws IOException {
        String stream = String.valueOf(directory.getFileName());
        Set<String> all = new HashSet<>();
        for (Path playlist : playlists(directory, epoch)) {
            all.addAll(Listing.references(playlist));
        }
        all.removeIf(
                reference -> !(HlsNames.parse(stream + "/" + reference).orElse(null) instanceof HlsResource.Immutable));
        return all;
    }

    private static List<Path> playlists(Path directory, long epoch) throws IOException {
        String stream = String.valueOf(directory.getFileName());
        List<Path> playlists = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "vod-" + epoch + "-*.m3u8")) {
            for (Path entry : entries) {
                if (HlsNames.parse(stream + "/" + entry.getFileName()).orElse(null)
                        instanceof HlsResource.RecordingPlaylist) {
                    playlists.add(entry);
                }
            }
        }
        return playlists;
    }
}
