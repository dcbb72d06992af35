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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The playlists of a stream, live and recorded, and the files that they name. */
final class Listing {
    private static final Pattern MAP = Pattern.compile("#EXT-X-MAP:URI=\"([^\"]+)\".*");

    private Listing() {}

    /** The names of the playlists; none is read. */
    static List<HlsResource> playlists(Path directory, String stream) throws IOException {
        List<HlsResource> playlists = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "*.m3u8")) {
            for (Path entry : entries) {
                HlsResource name =
                        HlsNames.parse(stream + "/" + entry.getFileName()).orElse(null);
                if (name != null && Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
                    playlists.add(name);
                }
            }
        }
        return playlists;
    }

    /** What all of them name. Fails when one cannot be read: then nothing is known of what is listed. */
    static Set<String> references(Path directory, String stream) throws IOException {
        Set<String> references = new HashSet<>();
        for (HlsResource playlist : playlists(directory, stream)) {
            references.addAll(references(directory.resolveSibling(playlist.path())));
        }
        return references;
    }

    /** What one playlist names; nothing if it is not there or a link. */
    static Set<String> references(Path playlist) throws IOException {
        Set<String> references = new HashSet<>();
        try {
            BasicFileAttributes file =
                    Files.readAttributes(playlist, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (file.size() > StreamFiles.LARGEST_PLAYLIST) {
                throw new IOException(playlist + " is too large for a playlist of ours");
            }
            if (file.isRegularFile()) {
                for (String row : Files.readString(playlist, StandardCharsets.UTF_8)
                        .lines()
                        .toList()) {
                    Matcher map = MAP.matcher(row);
                    references.add(map.matches() ? map.group(1) : row);
                }
            }
        } catch (NoSuchFileException e) {
            // Nothing is listed.
        }
        return references;
    }
}
