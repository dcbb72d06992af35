package dev.sluice.e2e;

import dev.sluice.e2e.Presentations.Form;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A short film in each pair of codecs that Enhanced RTMP can carry, encoded once into the build directory. */
enum CodecClips {
    HEVC_AAC("hevc", "aac", "copy", "aac", Set.of(Form.CMAF, Form.MPEGTS)),
    AV1_OPUS("av1", "opus", "libaom-av1 -usage realtime -cpu-used 8 -g 25", "libopus", Set.of(Form.CMAF)),
    VP9_FLAC(
            "vp9",
            "flac",
            "libvpx-vp9 -deadline realtime -cpu-used 8 -g 25",
            "flac -sample_fmt s16",
            Set.of(Form.CMAF)),
    /** MPEG-TS has the picture and no sound. */
    AVC_OPUS("h264", "opus", "libopenh264 -g 25", "libopus", Set.of(Form.CMAF, Form.MPEGTS)),
    AVC_MP3("h264", "mp3", "libopenh264 -g 25", "libmp3lame", Set.of(Form.CMAF, Form.MPEGTS)),
    AVC_AC3("h264", "ac3", "libopenh264 -g 25", "ac3 -ac 6 -b:a 192k", Set.of(Form.CMAF, Form.MPEGTS)),
    AVC_EAC3("h264", "eac3", "libopenh264 -g 25", "eac3 -b:a 96k", Set.of(Form.CMAF, Form.MPEGTS));

    private static final int SECONDS = 40;
    private static final Path HEVC = Path.of("src/test/resources/e2e/hevc.mp4");

    private final String video;
    private final String audio;
    private final String videoCoding;
    private final String audioCoding;
    /** Made by {@link Set#of}, which nobody can change. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<Form> forms;

    CodecClips(String video, String audio, String videoCoding, String audioCoding, Set<Form> forms) {
        this.video = video;
        this.audio = audio;
        this.videoCoding = videoCoding;
        this.audioCoding = audioCoding;
        this.forms = forms;
    }

    /** FFmpeg's name of the picture's codec. */
    String video() {
        return video;
    }

    /** FFmpeg's name of the sound's codec. */
    String audio() {
        return audio;
    }

    /** The forms that have the picture. */
    Set<Form> forms() {
        return forms;
    }

    /** The name of a stream for it. */
    String stream() {
        return "codec-" + video + "-" + audio;
    }

    /** The Enhanced FLV file, encoded at the first call. */
    synchronized Path file(EnhancedFfmpeg ffmpeg) {
        Path file = Path.of("target", "clips", video + "-" + audio + ".flv");
        if (Files.exists(file)) {
            return file;
        }
        try {
            Path made = Files.createDirectories(file.getParent())
                    .resolve(name() + "-" + ProcessHandle.current().pid());
            List<String> arguments = new ArrayList<>(List.of("-y", "-loglevel", "error"));
            if (videoCoding.equals("copy")) {
                arguments.addAll(List.of("-stream_loop", "-1", "-i", HEVC.toString()));
            } else {
                arguments.addAll(List.of("-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25"));
            }
            arguments.addAll(List.of("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000"));
            arguments.addAll(List.of("-map", "0:v", "-map", "1:a", "-t", "" + SECONDS, "-pix_fmt", "yuv420p"));
            arguments.addAll(List.of(("-c:v " + videoCoding + " -c:a " + audioCoding).split(" ", -1)));
            arguments.addAll(List.of("-f", "flv", made.toString()));
            FfmpegProcess encoder = ffmpeg.run(arguments);
            if (encoder.awaitExit(Duration.ofMinutes(2)) != 0) {
                throw new IllegalStateException(encoder.output());
            }
            return Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Publishes it in real time, without encoding. */
    FfmpegProcess publish(EnhancedFfmpeg ffmpeg, String url) {
        List<String> arguments = new ArrayList<>(List.of("-loglevel", "error", "-re", "-i"));
        arguments.addAll(List.of(file(ffmpeg).toString(), "-c", "copy", "-f", "flv", url));
        return ffmpeg.run(arguments);
    }
}
