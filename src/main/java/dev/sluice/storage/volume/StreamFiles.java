package dev.sluice.storage.volume;

import dev.sluice.bytes.Slice;
import dev.sluice.hls.HlsNames;
import dev.sluice.hls.HlsResource;
import dev.sluice.hls.StoredStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what the tree has: names of our own grammar only, no links, and not more than a process can have made. */
final class StreamFiles {
    static final long LARGEST_PLAYLIST = 16 << 20;

    private static final int STREAMS = 10_000;
    private static final int FILES = 100_000;
    private static final long LARGEST_INIT = 64 << 10;

    private final Path root;
    private final String stream;
    private final Map<String, Slice> texts = new HashMap<>();
    private final Map<String, Long> sizes = new HashMap<>();

    private StreamFiles(Path root, String stream) {
        this.root = root;
        this.stream = stream;
    }

    /** The streams that have playlists. */
    static List<String> streams(Path root) throws IOException {
        List<String> streams = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
            for (Path entry : entries) {
                Optional<HlsResource> name = HlsNames.parse(String.valueOf(entry.getFileName()));
                if (name.isPresent() && streams.size() < STREAMS) {
                    streams.add(name.get().stream());
                }
            }
        } catch (NoSuchFileException e) {
            // A volume that was never written has none.
        }
        return streams.stream().distinct().toList();
    }

    static StoredStream read(Path root, String stream) throws IOException {
        if (!HlsNames.isStream(stream)) {
            throw new IllegalArgumentException("not a stream name");
        }
        StreamFiles files = new StreamFiles(root, stream);
        files.read(new HlsResource.Multivariant(stream));
        files.read(new HlsResource.TsMultivariant(stream));
        Path directory = root.resolve(stream);
        if (!files.texts.isEmpty() && VolumeTree.isDirectory(directory)) {
            files.readDirectory(directory, stream);
        }
        return new StoredStream(stream, files.texts, files.sizes);
    }

    private void readDirectory(Path directory, String prefix) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                String path = prefix + "/" + entry.getFileName();
                Optional<HlsResource> name = HlsNames.parse(path);
                if (name.isPresent() && sizes.size() < FILES) {
                    read(name.get());
                } else if (prefix.equals(stream) && VolumeTree.isDirectory(entry) && !path.contains("/.")) {
                    readDirectory(entry, path);
                }
            }
        }
    }

    private void read(HlsResource name) throws IOException {
        Path file = root.resolve(name.path());
        try {
            BasicFileAttributes found =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!found.isRegularFile()) {
                return;
            }
            boolean media = name instanceof HlsResource.Immutable;
            boolean text = !media || name instanceof HlsResource.Init;
            if (text && found.size() <= (media ? LARGEST_INIT : LARGEST_PLAYLIST)) {
                texts.put(name.path(), Slice.wrap(Files.readAllBytes(file)));
            }
            if (media) {
                sizes.put(name.path(), found.size());
            }
        } catch (NoSuchFileException e) {
            // Removed meanwhile, or never there.
        }
    }
}
