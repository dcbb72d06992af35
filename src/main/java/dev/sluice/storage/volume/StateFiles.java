package dev.sluice.storage.volume;

import dev.sluice.hls.HlsNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * One word about each stream, in {@code .state/{stream}}: what a process has to know before a database answers. Never
 * served. A few bytes for each stream that was ever published stay.
 */
final class StateFiles {
    private static final int STREAMS = 10_000;
    private static final int LONGEST = 64;

    private final Path directory;
    private final Map<String, String> written = new HashMap<>();

    StateFiles(Path root) {
        directory = root.resolve(".state");
    }

    /** Writes the word unless it is there; the file holds all of it or what it held before. */
    synchronized void write(String stream, String word) throws IOException {
        if (!HlsNames.isStream(stream) || word.length() > LONGEST) {
            throw new IllegalArgumentException("not a stream, or not a word");
        }
        if (word.equals(written.get(stream))) {
            return;
        }
        if (!VolumeTree.isDirectory(directory)) {
            Files.createDirectories(directory);
        }
        Path staged = directory.resolve("." + stream);
        Files.deleteIfExists(staged);
        Files.writeString(
                staged, word, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Files.move(staged, directory.resolve(stream), StandardCopyOption.ATOMIC_MOVE);
        written.put(stream, word);
    }

    /** All words, by stream. */
    Map<String, String> read() throws IOException {
        Map<String, String> words = new HashMap<>();
        if (!VolumeTree.isDirectory(directory)) {
            return words;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                String stream = String.valueOf(entry.getFileName());
                boolean isOurs = HlsNames.isStream(stream) && Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS);
                if (isOurs && Files.size(entry) <= LONGEST && words.size() < STREAMS) {
                    words.put(stream, Files.readString(entry, StandardCharsets.UTF_8));
                }
            }
        } catch (NoSuchFileException removedMeanwhile) {
            return words;
        }
        return words;
    }
}
