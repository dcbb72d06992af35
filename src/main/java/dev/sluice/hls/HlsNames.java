package dev.sluice.hls;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one grammar of names in the HLS tree, for who writes, stores and serves it.
 *
 * <pre>
 * {stream}.m3u8                multivariant playlist
 * {stream}/ts.m3u8             media playlist of the MPEG-TS rendition
 * {stream}/{epoch}/{msn}.ts    segment
 * </pre>
 *
 * Numbers are decimal without leading zeros. A path that was not parsed or built here never reaches the file system.
 */
public final class HlsNames {
    private static final String STREAM = "([a-z0-9][a-z0-9_-]{0,63})";
    private static final String NUMBER = "(0|[1-9][0-9]{0,17})";
    private static final Pattern STREAM_NAME = Pattern.compile(STREAM);
    private static final Pattern MULTIVARIANT = Pattern.compile(STREAM + "\\.m3u8");
    private static final Pattern MEDIA_PLAYLIST = Pattern.compile(STREAM + "/ts\\.m3u8");
    private static final Pattern SEGMENT = Pattern.compile(STREAM + "/" + NUMBER + "/" + NUMBER + "\\.ts");

    /** A stream of 64 characters, two numbers of 18 and what stands between them. */
    private static final int LONGEST_PATH = 64 + 1 + 18 + 1 + 18 + 3;

    private HlsNames() {}

    public static boolean isStream(String text) {
        return text.length() <= LONGEST_PATH && STREAM_NAME.matcher(text).matches();
    }

    public static String multivariant(String stream) {
        return stream + ".m3u8";
    }

    public static String mediaPlaylist(String stream) {
        return stream + "/ts.m3u8";
    }

    public static String segment(String stream, long epoch, long mediaSequence) {
        return stream + "/" + segmentReference(epoch, mediaSequence);
    }

    /** How the media playlist refers to a segment. */
    static String segmentReference(long epoch, long mediaSequence) {
        return epoch + "/" + mediaSequence + ".ts";
    }

    /** How the multivariant playlist refers to the media playlist. */
    static String mediaPlaylistReference(String stream) {
        return mediaPlaylist(stream);
    }

    /**
     * Reads a path relative to the HLS root, already percent-decoded once and without a leading slash.
     *
     * @return empty for everything outside the grammar
     */
    public static Optional<HlsResource> parse(String path) {
        if (path.length() > LONGEST_PATH) {
            return Optional.empty();
        }
        Matcher multivariant = MULTIVARIANT.matcher(path);
        if (multivariant.matches()) {
            return Optional.of(new HlsResource.Multivariant(multivariant.group(1)));
        }
        Matcher playlist = MEDIA_PLAYLIST.matcher(path);
        if (playlist.matches()) {
            return Optional.of(new HlsResource.MediaPlaylist(playlist.group(1)));
        }
        Matcher segment = SEGMENT.matcher(path);
        if (segment.matches()) {
            return Optional.of(new HlsResource.Segment(
                    segment.group(1), Long.parseLong(segment.group(2)), Long.parseLong(segment.group(3))));
        }
        return Optional.empty();
    }
}
