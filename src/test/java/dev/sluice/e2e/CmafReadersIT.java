package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.container.cmaf.CmafFile;
import dev.sluice.container.cmaf.FlvClip;
import dev.sluice.container.cmaf.Poster;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.MediaKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What FFmpeg encodes, and decodes again from the fragmented MP4 that was made of it: the same frames. */
class CmafReadersIT {
    private static final String PICTURE = "testsrc2=size=160x90:rate=25:duration=2";
    private static final String TONE = "sine=frequency=440:sample_rate=48000:duration=2";
    private static final Path HEVC = Path.of("src/test/resources/e2e/hevc.mp4").toAbsolutePath();
    private static final long THIRD_OF_A_SECOND = 30_000;

    private final EnhancedFfmpeg ffmpeg = EnhancedFfmpeg.unpack();

    @TempDir
    Path folder;

    @BeforeEach
    void needsTheNewFfmpeg() {
        String whyNot = ffmpeg.whyNot();
        assumeTrue(whyNot.isEmpty(), () -> "the FFmpeg that speaks Enhanced RTMP does not start: " + whyNot);
    }

    @ParameterizedTest
    @CsvSource({
        "avc1, -c:v libopenh264 -g 25",
        "hvc1, -an -c copy",
        "av01, -c:v libaom-av1 -cpu-used 8 -g 25",
        "vp09, -c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 25"
    })
    void picturesComeBack(String entry, String coding) throws IOException, MalformedInput {
        List<String> source = entry.equals("hvc1") ? List.of("-i", HEVC.toString()) : lavfi(PICTURE);
        FlvClip clip = comesBack(MediaKind.VIDEO, entry, source, coding);
        AccessUnit key = clip.units(MediaKind.VIDEO).get(0);
        Path poster =
                Files.write(folder.resolve("poster.mp4"), Poster.write(key).toArray());
        assertThat(decoded(poster, "v")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "mp4a, -c:a aac -ac 2",
        "mp4a, -c:a libmp3lame",
        "Opus, -c:a libopus",
        "fLaC, -c:a flac",
        "ac-3, -c:a ac3 -ac 6",
        "ec-3, -c:a eac3"
    })
    void soundComesBack(String entry, String coding) throws IOException, MalformedInput {
        comesBack(MediaKind.AUDIO, entry, lavfi(TONE), coding);
    }

    private static List<String> lavfi(String source) {
        return List.of("-f", "lavfi", "-i", source);
    }

    private FlvClip comesBack(MediaKind kind, String entry, List<String> source, String coding)
            throws IOException, MalformedInput {
        Path flv = folder.resolve("source.flv");
        List<String> arguments = new ArrayList<>(source);
        Collections.addAll(arguments, coding.split(" "));
        Collections.addAll(arguments, "-pix_fmt", "yuv420p", "-f", "flv", flv.toString());
        run(arguments);
        FlvClip clip = new FlvClip(Slice.wrap(Files.readAllBytes(flv)));
        List<Slice> pieces = clip.cmaf(kind, THIRD_OF_A_SECOND);
        CmafFile file = CmafFile.parse(pieces.toArray(new Slice[0])).requireContiguous();
        assertThat(file.init().orElseThrow().entry().type()).isEqualTo(entry);
        assertThat(file.fragments().size()).isGreaterThan(2);
        Path mp4 = folder.resolve("ours.mp4");
        try (var out = Files.newOutputStream(mp4)) {
            for (Slice piece : pieces) {
                out.write(piece.toArray());
            }
        }
        String selector = kind == MediaKind.VIDEO ? "v" : "a";
        List<String> frames = decoded(mp4, selector);
        assertThat(frames).hasSizeGreaterThan(10).isEqualTo(decoded(flv, selector));
        return clip;
    }

    /** Size and checksum of every decoded frame. */
    private List<String> decoded(Path file, String selector) throws IOException {
        Path sums = folder.resolve(file.getFileName() + ".framecrc");
        run(List.of("-xerror", "-i", file.toString(), "-map", "0:" + selector, "-f", "framecrc", sums.toString()));
        return Files.readAllLines(sums).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(", *", 5)[4])
                .toList();
    }

    private void run(List<String> arguments) {
        List<String> all = new ArrayList<>(List.of("-y", "-loglevel", "error"));
        all.addAll(arguments);
        FfmpegProcess process = ffmpeg.run(all);
        int code = process.awaitExit(Duration.ofSeconds(30));
        assertThat(process.output()).isEmpty();
        assertThat(code).isZero();
    }
}
