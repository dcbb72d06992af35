package dev.sluice.container.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.container.flv.FlvFileReader;
import dev.sluice.container.flv.FlvSink;
import dev.sluice.container.flv.FlvTagReader;
import dev.sluice.container.flv.Ignored;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Codec;
import dev.sluice.media.MediaKind;
import dev.sluice.media.StampedFrame;
import dev.sluice.media.Track;
import dev.sluice.media.TrackId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bundled clip, made by a real encoder, from the file to segments. */
class DemoClipTest implements FlvSink {
    private final Map<MediaKind, Track> tracks = new TreeMap<>();
    private final List<AccessUnit> units = new ArrayList<>();
    private final List<StampedFrame> frames = new ArrayList<>();
    private final List<Ignored> ignored = new ArrayList<>();

    @Override
    public void onConfiguration(TrackId track, Codec codec) {
        tracks.put(track.kind(), new Track(track, codec));
    }

    @Override
    public void onFrame(StampedFrame frame) {
        Track track = tracks.get(frame.track().kind());
        boolean video = frame.track().kind() == MediaKind.VIDEO;
        long audioFrames =
                frames.stream().filter(f -> f.track().equals(TrackId.AUDIO)).count();
        long dts = video ? frame.dtsMillis() * 90 : audioFrames * 1024;
        frames.add(frame);
        units.add(
                new AccessUnit(track, dts, dts + frame.compositionMillis() * 90L, frame.randomAccess(), frame.data()));
    }

    @Override
    public void onEndOfSequence(TrackId track) {}

    @Override
    public void onIgnored(Ignored reason) {
        ignored.add(reason);
    }

    @Override
    public void onUnsupported(MediaKind kind, String codecName) {
        throw new AssertionError(codecName);
    }

    @BeforeEach
    void readClip() throws IOException, MalformedInput {
        try (InputStream in = getClass().getResourceAsStream("/demo/demo.flv")) {
            FlvFileReader file = new FlvFileReader(Slice.wrap(in.readAllBytes()));
            FlvTagReader tags = new FlvTagReader(this);
            for (Optional<FlvFileReader.Tag> tag = file.next(); tag.isPresent(); tag = file.next()) {
                switch (tag.get().type()) {
                    case FlvFileReader.Tag.VIDEO ->
                        tags.readVideo(tag.get().timestampMillis(), tag.get().body());
                    case FlvFileReader.Tag.AUDIO ->
                        tags.readAudio(tag.get().timestampMillis(), tag.get().body());
                    default -> {
                        // Metadata says nothing that the media does not say itself.
                    }
                }
            }
        }
    }

    @Test
    void loopsWithoutASeam() {
        List<StampedFrame> video =
                frames.stream().filter(f -> f.track().equals(TrackId.VIDEO)).toList();
        List<StampedFrame> audio =
                frames.stream().filter(f -> f.track().equals(TrackId.AUDIO)).toList();
        assertThat(video).hasSize(400);
        assertThat(audio).hasSize(750);
        // Its maker wrote an empty AAC header in front of the real one, as FFmpeg does when it copies ADTS.
        assertThat(ignored).containsOnly(Ignored.EMPTY);
        for (int i = 0; i < video.size(); i++) {
            assertThat(video.get(i).dtsMillis()).isEqualTo(40L * i);
            assertThat(video.get(i).compositionMillis()).isZero();
            assertThat(video.get(i).randomAccess()).as("picture %d", i).isEqualTo(i % 50 == 0);
        }
        for (int i = 0; i < audio.size(); i++) {
            assertThat((double) audio.get(i).dtsMillis()).isBetween(i * 64 / 3.0 - 1, i * 64 / 3.0 + 1);
        }
    }

    @Test
    void saysWhatItIs() {
        Codec.Video video = (Codec.Video) tracks.get(MediaKind.VIDEO).codec();
        assertThat(video.width()).isEqualTo(960);
        assertThat(video.height()).isEqualTo(540);
        assertThat(video.frameRate()).hasValue(25);
        assertThat(video.rfc6381()).isEqualTo("avc1.64001f");
        assertThat(tracks.get(MediaKind.AUDIO).codec().rfc6381()).isEqualTo("mp4a.40.2");
        assertThat(tracks.get(MediaKind.AUDIO).codec().timescale()).isEqualTo(48_000);
    }

    @Test
    void becomesSegmentsThatKeepEveryRule() throws IOException {
        TsInspector inspector = new TsInspector();
        List<Slice> segments = segments();
        segments.forEach(inspector::add);
        assertThat(segments).hasSize(8);
        assertThat(inspector.pes.stream().filter(pes -> pes.pid() == TsInspector.VIDEO))
                .hasSize(400);
        for (int segment = 0; segment < 8; segment++) {
            int number = segment;
            TsInspector.Pes first = inspector.pes.stream()
                    .filter(pes -> pes.segment() == number && pes.pid() == TsInspector.VIDEO)
                    .findFirst()
                    .orElseThrow();
            assertThat(first.randomAccess()).isTrue();
            assertThat(first.pts()).isEqualTo(TsMuxer.TIMELINE_OFFSET_TICKS + 180_000L * segment);
        }
        int bytes = segments.stream().mapToInt(Slice::length).sum();
        int mediaBytes = units.stream().mapToInt(unit -> unit.data().length()).sum();
        assertThat(bytes).as("overhead under 10 %%").isLessThan(mediaBytes + mediaBytes / 10);
        keepForLooking(segments);
    }

    private List<Slice> segments() {
        TsMuxer muxer = new TsMuxer();
        List<Slice> segments = new ArrayList<>();
        boolean open = false;
        for (AccessUnit unit : units) {
            if (unit.track().id().equals(TrackId.VIDEO) && unit.randomAccess()) {
                if (open) {
                    segments.add(muxer.endSegment());
                }
                muxer.startSegment(List.copyOf(tracks.values()));
                open = true;
            }
            muxer.write(unit);
        }
        segments.add(muxer.endSegment());
        return segments;
    }

    /** For a look at them with a real player. */
    private static void keepForLooking(List<Slice> segments) throws IOException {
        Path directory = Files.createDirectories(Path.of("target", "demo-clip"));
        for (int i = 0; i < segments.size(); i++) {
            Files.write(
                    directory.resolve("segment-" + i + ".ts"), segments.get(i).toArray());
        }
    }
}
