package dev.sluice.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.container.flv.FlvFileReader;
import dev.sluice.container.flv.FlvSink;
import dev.sluice.container.flv.FlvTagReader;
import dev.sluice.container.flv.Ignored;
import dev.sluice.media.Codec;
import dev.sluice.media.MediaKind;
import dev.sluice.media.StampedFrame;
import dev.sluice.media.TrackId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Tag bodies, legacy and enhanced, several for one reader; and whole FLV files. */
class FlvFuzzTest {
    @FuzzTest
    void tags(byte[] input) {
        Effort.within((1 << 20) + 1_500L * input.length, () -> readTags(input));
    }

    private static void readTags(byte[] input) {
        Judge judge = new Judge();
        FlvTagReader reader = new FlvTagReader(judge);
        // Each tag: type 0x80 of the first byte, its other bits and the second byte the length.
        for (int at = 0; at + 2 <= input.length; ) {
            int length = Math.min(input.length - at - 2, (input[at] & 0x7F) << 8 | (input[at + 1] & 0xFF));
            read(reader, input[at] >= 0, at * 40L, Slice.wrap(input, at + 2, length));
            at += 2 + length;
        }
    }

    static void read(FlvTagReader reader, boolean video, long timestampMillis, Slice body) {
        try {
            if (video) {
                reader.readVideo(timestampMillis, body);
            } else {
                reader.readAudio(timestampMillis, body);
            }
        } catch (MalformedInput expected) {
            AmfFuzzTest.requireReason(expected);
        }
    }

    @FuzzTest
    void file(byte[] input) {
        Effort.within((1 << 20) + 200L * input.length, () -> readFile(input));
    }

    private static void readFile(byte[] input) {
        try {
            FlvFileReader reader = new FlvFileReader(Slice.wrap(input));
            int left = input.length;
            for (Optional<FlvFileReader.Tag> tag = reader.next(); tag.isPresent(); tag = reader.next()) {
                left -= 15 + tag.get().body().length();
                if (left < 0) {
                    throw new AssertionError("more tags than bytes");
                }
            }
        } catch (MalformedInput expected) {
            AmfFuzzTest.requireReason(expected);
        }
    }

    /** What every sink relies on. */
    private static final class Judge implements FlvSink {
        private final Set<TrackId> configured = new HashSet<>();

        @Override
        public void onConfiguration(TrackId track, Codec codec) {
            configured.add(track);
            if (codec.rfc6381().isBlank()
                    || codec.timescale() < 1
                    || codec.displayName().isBlank()) {
                throw new AssertionError("an unusable codec: " + codec);
            }
        }

        @Override
        public void onFrame(StampedFrame frame) {
            if (!configured.contains(frame.track()) || frame.data().isEmpty()) {
                throw new AssertionError("a frame that is empty or came before its configuration");
            }
            if (frame.dtsMillis() != (frame.dtsMillis() & 0xFFFFFFFFL)) {
                throw new AssertionError("time " + frame.dtsMillis());
            }
        }

        @Override
        public void onEndOfSequence(TrackId track) {}

        @Override
        public void onIgnored(Ignored reason) {}

        @Override
        public void onUnsupported(MediaKind kind, String codecName) {
            if (codecName.isBlank() || codecName.chars().anyMatch(Character::isISOControl)) {
                throw new AssertionError("a codec name that cannot be shown: " + codecName);
            }
        }
    }
}
