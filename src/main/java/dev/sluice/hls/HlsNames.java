package dev.sluice.hls;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one grammar of names in the HLS tree, for who writes, stores and serves it.
 *
 * <pre>
 * {stream}.m3u8                      multivariant playlist
 * {stream}.ts.m3u8                   multivariant playlist of MPEG-TS beside one of CMAF
 * {stream}/{rendition}.m3u8          media playlist: ts, v0, a0, …
 * {stream}/vod-{epoch}.m3u8          recording: its multivariant playlist
 * {stream}/vod-{epoch}-v0.m3u8       recording: media playlist
 * {stream}/{epoch}/{msn}.ts          MPEG-TS segment
 * {stream}/{epoch}/v0-{msn}.m4s      CMAF segment
 * {stream}/{epoch}/v0-p{part}.m4s    part of one
 * {stream}/{epoch}/v0-init-{n}.mp4   what is needed before them
 * {stream}/{epoch}/poster-{msn}.mp4  one picture
 * </pre>
 *
 * Numbers are decimal without leading zeros. A path that was not parsed or built here never reaches the file system.
 */
public final class HlsNames {
    private static final String STREAM = "([a-z0-9][a-z0-9_-]{0,63})";
    private static final String NUMBER = "(0|[1-9][0-9]{0,17})";
    private static final String TRACK = "([va])(0|[1-9][0-9]{0,2})";
    private static final Pattern STREAM_NAME = Pattern.compile(STREAM);
    private static final Pattern MULTIVARIANT = Pattern.compile(STREAM + "(\\.ts)?\\.m3u8");
    private static final Pattern MEDIA_PLAYLIST = Pattern.compile(STREAM + "/(?:ts|" + TRACK + ")\\.m3u8");
    private static final Pattern RECORDING =
            Pattern.compile(STREAM + "/vod-" + NUMBER + "(?:-(ts|" + TRACK + "))?\\.m3u8");
    private static final Pattern TS_SEGMENT = Pattern.compile(STREAM + "/" + NUMBER + "/" + NUMBER + "\\.ts");
    private static final Pattern CMAF_FILE =
            Pattern.compile(STREAM + "/" + NUMBER + "/" + TRACK + "-(p?)" + NUMBER + "\\.m4s");
    private static final Pattern INIT =
            Pattern.compile(STREAM + "/" + NUMBER + "/" + TRACK + "-init-" + NUMBER + "\\.mp4");
    private static final Pattern POSTER = Pattern.compile(STREAM + "/" + NUMBER + "/poster-" + NUMBER + "\\.mp4");

    /** A stream of 64 characters, two numbers of 18 and what stands between them. */
    private static final int LONGEST_PATH = 64 + 1 + 18 + 1 + "v000-init-".length() + 18 + ".mp4".length();

    private HlsNames() {}

    public static boolean isStream(String text) {
        return text.length() <= LONGEST_PATH && STREAM_NAME.matcher(text).matches();
    }

    static String path(HlsResource resource) {
        String stream = resource.stream();
        if (resource instanceof HlsResource.Multivariant) {
            return stream + ".m3u8";
        }
        if (resource instanceof HlsResource.TsMultivariant) {
            return stream + ".ts.m3u8";
        }
        if (resource instanceof HlsResource.MediaPlaylist playlist) {
            return stream + "/" + playlist.rendition().word() + ".m3u8";
        }
        if (resource instanceof HlsResource.Recording recording) {
            return stream + "/vod-" + recording.epoch() + ".m3u8";
        }
        if (resource instanceof HlsResource.RecordingPlaylist recorded) {
            return stream + "/vod-" + recorded.epoch() + "-"
                    + recorded.rendition().word() + ".m3u8";
        }
        return stream + "/" + reference((HlsResource.Immutable) resource);
    }

    /** The path relative to the media playlists of the stream. */
    static String reference(HlsResource.Immutable resource) {
        String directory = resource.epoch() + "/";
        if (resource instanceof HlsResource.Segment segment) {
            return segment.rendition().kind() == Rendition.Kind.PROGRAM
                    ? directory + segment.mediaSequence() + ".ts"
                    : directory + segment.rendition().word() + "-" + segment.mediaSequence() + ".m4s";
        }
        if (resource instanceof HlsResource.Part part) {
            return directory + part.rendition().word() + "-p" + part.number() + ".m4s";
        }
        if (resource instanceof HlsResource.Init init) {
            return directory + init.rendition().word() + "-init-" + init.number() + ".mp4";
        }
        return directory + "poster-" + ((HlsResource.Poster) resource).mediaSequence() + ".mp4";
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
        if (path.endsWith(".m3u8")) {
            return playlist(path);
        }
        if (path.endsWith(".m4s")) {
            return cmafFile(path);
        }
        return path.endsWith(".ts") ? tsSegment(path) : mp4(path);
    }

    private static Optional<HlsResource> playlist(String path) {
        Matcher multivariant = MULTIVARIANT.matcher(path);
        if (multivariant.matches()) {
            String stream = multivariant.group(1);
            return Optional.of(
                    multivariant.group(2) == null
                            ? new HlsResource.Multivariant(stream)
                            : new HlsResource.TsMultivariant(stream));
        }
        Matcher media = MEDIA_PLAYLIST.matcher(path);
        if (!media.matches()) {
            return recording(path);
        }
        Rendition rendition = media.group(2) == null ? Rendition.PROGRAM : rendition(media, 2);
        return Optional.of(new HlsResource.MediaPlaylist(media.group(1), rendition));
    }

    private static Optional<HlsResource> recording(String path) {
        Matcher name = RECORDING.matcher(path);
        if (!name.matches()) {
            return Optional.empty();
        }
        String stream = name.group(1);
        if (name.group(3) == null) {
            return Optional.of(new HlsResource.Recording(stream, number(name, 2)));
        }
        Rendition rendition = name.group(4) == null ? Rendition.PROGRAM : rendition(name, 4);
        return Optional.of(new HlsResource.RecordingPlaylist(stream, number(name, 2), rendition));
    }

    private static Optional<HlsResource> tsSegment(String path) {
        Matcher name = TS_SEGMENT.matcher(path);
        return name.matches()
                ? Optional.of(
                        new HlsResource.Segment(name.group(1), number(name, 2), Rendition.PROGRAM, number(name, 3)))
                : Optional.empty();
    }

    private static Optional<HlsResource> cmafFile(String path) {
        Matcher name = CMAF_FILE.matcher(path);
        if (!name.matches()) {
            return Optional.empty();
        }
        String stream = name.group(1);
        Rendition rendition = rendition(name, 3);
        return Optional.of(
                name.group(5).isEmpty()
                        ? new HlsResource.Segment(stream, number(name, 2), rendition, number(name, 6))
                        : new HlsResource.Part(stream, number(name, 2), rendition, number(name, 6)));
    }

    private static Optional<HlsResource> mp4(String path) {
        Matcher init = INIT.matcher(path);
        if (init.matches()) {
            return Optional.of(
                    new HlsResource.Init(init.group(1), number(init, 2), rendition(init, 3), number(init, 5)));
        }
        Matcher poster = POSTER.matcher(path);
        return poster.matches()
                ? Optional.of(new HlsResource.Poster(poster.group(1), number(poster, 2), number(poster, 3)))
                : Optional.empty();
    }

    private static Rendition rendition(Matcher name, int group) {
        Rendition.Kind kind = name.group(group).equals("v") ? Rendition.Kind.VIDEO : Rendition.Kind.AUDIO;
        return new Rendition(kind, Integer.parseInt(name.group(group + 1)));
    }

    private static long number(Matcher name, int group) {
        return Long.parseLong(name.group(group));
    }
}
