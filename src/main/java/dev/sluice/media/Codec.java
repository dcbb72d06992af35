package dev.sluice.media;

import dev.sluice.media.aac.AacConfiguration;
import dev.sluice.media.avc.AvcConfiguration;
import java.util.OptionalDouble;

/** How the access units of a track are coded: the closed set of codecs that this server carries. */
public sealed interface Codec {
    /** Ticks per second of the track's time stamps: 90,000 for video, the core sample rate for audio. */
    int timescale();

    /** The value for a CODECS attribute (RFC 6381), such as {@code avc1.64001f}. */
    String rfc6381();

    /** What a person calls it, such as {@code H.264}. */
    String displayName();

    /** A codec of pictures. */
    sealed interface Video extends Codec {
        /** Display width in pixels, after cropping. */
        int width();

        /** Display height in pixels, after cropping. */
        int height();

        /** Frames per second as the bitstream announces them; empty when it does not. */
        OptionalDouble frameRate();

        @Override
        default int timescale() {
            return 90_000;
        }
    }

    /** A codec of sound. */
    sealed interface Audio extends Codec {
        /** Samples per second of the core decoder, and so of the track's time stamps. */
        int sampleRate();

        int channels();

        /** Samples that one access unit decodes to, in ticks of the core sample rate. */
        int samplesPerFrame();

        @Override
        default int timescale() {
            return sampleRate();
        }
    }

    /** H.264; access units are NAL units behind big-endian lengths of {@code configuration.lengthSize()} bytes. */
    record Avc(AvcConfiguration configuration) implements Video {
        @Override
        public int width() {
            return configuration.width();
        }

        @Override
        public int height() {
            return configuration.height();
        }

        @Override
        public OptionalDouble frameRate() {
            return configuration.frameRate();
        }

        @Override
        public String rfc6381() {
            return configuration.rfc6381();
        }

        @Override
        public String displayName() {
            return "H.264";
        }
    }

    /** AAC; an access unit is one raw frame without ADTS header. */
    record Aac(AacConfiguration configuration) implements Audio {
        @Override
        public int sampleRate() {
            return configuration.sampleRate();
        }

        @Override
        public int channels() {
            return configuration.channels();
        }

        @Override
        public int samplesPerFrame() {
            return configuration.samplesPerFrame();
        }

        @Override
        public String rfc6381() {
            return configuration.rfc6381();
        }

        @Override
        public String displayName() {
            return "AAC";
        }
    }
}
