package dev.sluice.container.mpegts;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.SharedBytes;
import dev.sluice.bytes.Slice;
import dev.sluice.container.flv.FlvSink;
import dev.sluice.container.flv.FlvTagReader;
import dev.sluice.container.flv.Ignored;
import dev.sluice.fuzz.Effort;
import dev.sluice.hls.Format;
import dev.sluice.hls.HlsResource;
import dev.sluice.hls.HlsSettings;
import dev.sluice.hls.HlsStorage;
import dev.sluice.hls.Presentation;
import dev.sluice.hls.PresentationObserver;
import dev.sluice.hls.PresentationSnapshot;
import dev.sluice.media.Codec;
import dev.sluice.media.MediaKind;
import dev.sluice.media.StampedFrame;
import dev.sluice.media.Timeline;
import dev.sluice.media.TrackId;
import java.time.Duration;
import java.time.Instant;

/**
 * Everything between an encoder's messages and the files: tags, timeline, packager, muxer, playlist. Whatever comes in,
 * every segment that goes out is one that a strict player takes.
 */
class ChainFuzzTest {
    private static final HlsSettings SETTINGS = HlsSettings.of(Duration.ofSeconds(1), Duration.ofSeconds(6));
    private static final String SPS = "6742c028da01e0089f970110000003001000000303c0f1832a";
    private static final Slice AVC = Slice.hex("17000000000142c028ffe10019" + SPS + "01000468ce0fc8");
    private static final Slice AAC = Slice.hex("af001210");
    private static final Slice[] PICTURES = {
        Slice.hex("17010000500000000265880000000209f0"),
        Slice.hex("2701000050000000024101"),
        Slice.hex("2701ffffd80000000301aabb"),
        Slice.hex("170100000000000019" + SPS + "0000000265aa")
    };
    private static final Slice SOUND = Slice.hex("af0121100455");

    @FuzzTest
    void tags(byte[] input) {
        Effort.within((32 << 20) + 20_000L * input.length, () -> publish(input));
    }

    private static void publish(byte[] input) {
        Chain chain = new Chain();
        chain.read(true, 0, AVC);
        chain.read(false, 0, AAC);
        long millis = 0;
        for (int at = 0; at < input.length; ) {
            int order = input[at++] & 0xFF;
            int argument = at < input.length ? input[at++] & 0xFF : 0;
            switch (order >> 5) {
                case 0, 1, 2 -> chain.read(true, millis += argument, PICTURES[order & 3]);
                case 3 -> chain.read(false, millis + (order & 15), SOUND);
                case 4 -> millis += (long) (argument - 128) << (order & 31);
                case 5 -> chain.tick(argument * 10L);
                default -> {
                    int length = Math.min(input.length - at, argument);
                    chain.read((order & 1) == 0, millis + (order & 30), Slice.wrap(input, at, length));
                    at += length;
                }
            }
        }
        chain.timeline.end();
    }

    /** A publication without sockets and clocks. */
    private static final class Chain implements FlvSink, HlsStorage, PresentationObserver {
        private final TsInspector inspector = new TsInspector();
        private final FlvTagReader reader = new FlvTagReader(this);
        private final Presentation presentation =
                new Presentation(new HlsResource.Multivariant("demo"), Format.MPEGTS, SETTINGS, this::now, this, this);
        private final Timeline timeline = new Timeline(presentation.publish(1));
        private long nowMillis = 1_800_000_000_000L;

        private Instant now() {
            return Instant.ofEpochMilli(nowMillis);
        }

        void read(boolean video, long timestampMillis, Slice body) {
            try {
                if (video) {
                    reader.readVideo(timestampMillis & 0xFFFFFFFFL, body);
                } else {
                    reader.readAudio(timestampMillis & 0xFFFFFFFFL, body);
                }
            } catch (MalformedInput expected) {
                // The connection would close here; reading on is harder on the chain.
            }
            tick(20);
        }

        void tick(long millis) {
            nowMillis += millis;
            timeline.tick(nowMillis * 1_000_000);
        }

        @Override
        public void onConfiguration(TrackId track, Codec codec) {
            timeline.configure(track, codec);
        }

        @Override
        public void onFrame(StampedFrame frame) {
            timeline.frame(frame, nowMillis * 1_000_000);
        }

        @Override
        public void onEndOfSequence(TrackId track) {}

        @Override
        public void onIgnored(Ignored reason) {}

        @Override
        public void onUnsupported(MediaKind kind, String codecName) {}

        @Override
        public void store(String path, SharedBytes content) {
            inspector.add(content.toSlice());
        }

        @Override
        public void replace(String path, Slice content) {
            String text = content.toUtf8();
            if (!text.startsWith("#EXTM3U") || text.contains("#EXTINF:-") || text.contains("#EXTINF:0.000000,")) {
                throw new AssertionError(text);
            }
        }

        @Override
        public void delete(String path) {}

        @Override
        public void changed(PresentationSnapshot snapshot) {}

        @Override
        public void gone(String stream, Format format) {}
    }
}
