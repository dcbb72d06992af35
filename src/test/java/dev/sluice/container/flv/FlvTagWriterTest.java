package dev.sluice.container.flv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Codec;
import dev.sluice.media.MediaKind;
import dev.sluice.media.StampedFrame;
import dev.sluice.media.Track;
import dev.sluice.media.TrackId;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is written is read back as it was, with the bundled clip as the example. */
class FlvTagWriterTest {
    @Test
    void everyConfigurationAndFrameOfTheClipComesBackAsItWas() throws Exception {
        Heard original = new Heard();
        FlvTagReader reader = new FlvTagReader(original);
        Heard again = new Heard();
        FlvTagReader second = new FlvTagReader(again);
        FlvFileReader file = new FlvFileReader(clip());
        int frames = 0;
        for (Optional<FlvFileReader.Tag> tag = file.next(); tag.isPresent(); tag = file.next()) {
            original.clear();
            read(
                    reader,
                    tag.get().type(),
                    tag.get().timestampMillis(),
                    tag.get().body());
            for (Codec codec : original.codecs) {
                read(second, tag.get().type(), 0, FlvTagWriter.configuration(codec));
            }
            for (StampedFrame frame : original.frames) {
                AccessUnit unit = unit(frame, original);
                Slice body = new ByteWriter()
                        .bytes(FlvTagWriter.frameHead(unit))
                        .bytes(unit.data())
                        .take();
                read(second, tag.get().type(), FlvTagWriter.timestampMillis(unit), body);
                frames++;
            }
        }
        assertThat(frames).isGreaterThan(1000);
        assertThat(again.allCodecs).isEqualTo(original.allCodecs).hasSize(2);
        assertThat(again.allFrames).isEqualTo(original.allFrames);
    }

    @Test
    void aPictureThatIsShownBeforeItsDecodeTimeHasANegativeOffset() {
        Track track = new Track(TrackId.VIDEO, dev.sluice.media.TestMedia.avc(640, 360));
        AccessUnit unit = new AccessUnit(track, 90 * 100, 90 * 60, false, Slice.of(1));
        assertThat(FlvTagWriter.frameHead(unit)).isEqualTo(Slice.hex("27 01 ff ff d8"));
    }

    private static AccessUnit unit(StampedFrame frame, Heard heard) {
        Codec codec = heard.allCodecs.stream()
                .filter(known -> known instanceof Codec.Video == (frame.track().kind() == MediaKind.VIDEO))
                .findFirst()
                .orElseThrow();
        long dts = frame.dtsMillis() * codec.timescale() / 1000;
        long pts = (frame.dtsMillis() + frame.compositionMillis()) * codec.timescale() / 1000;
        return new AccessUnit(new Track(frame.track(), codec), dts, pts, frame.randomAccess(), frame.data());
    }

    private static void read(FlvTagReader reader, int type, long millis, Slice body) throws MalformedInput {
        if (type == FlvFileReader.Tag.VIDEO) {
            reader.readVideo(millis, body);
        } else if (type == FlvFileReader.Tag.AUDIO) {
            reader.readAudio(millis, body);
        }
    }

    private static Slice clip() throws IOException {
        try (InputStream file = Objects.requireNonNull(FlvTagWriterTest.class.getResourceAsStream("/demo/demo.flv"))) {
            return Slice.wrap(file.readAllBytes());
        }
    }

    private static final class Heard implements FlvSink {
        final List<Codec> codecs = new ArrayList<>();
        final List<StampedFrame> frames = new ArrayList<>();
        final List<Codec> allCodecs = new ArrayList<>();
        final List<StampedFrame> allFrames = new ArrayList<>();

        void clear() {
            codecs.clear();
            frames.clear();
        }

        @Override
        public void onConfiguration(TrackId track, Codec codec) {
            codecs.add(codec);
            allCodecs.add(codec);
        }

        @Override
        public void onFrame(StampedFrame frame) {
            frames.add(frame);
            allFrames.add(frame);
        }

        @Override
        public void onEndOfSequence(TrackId track) {}

        @Override
        public void onIgnored(Ignored reason) {}

        @Override
        public void onUnsupported(MediaKind kind, String codecName) {}
    }
}
