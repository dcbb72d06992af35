package dev.sluice.media;

import dev.sluice.bytes.Slice;
import dev.sluice.media.aac.AacConfiguration;
import dev.sluice.media.ac3.Ac3Configuration;
import dev.sluice.media.ac3.Ac3Frame;
import dev.sluice.media.av1.Av1Configuration;
import dev.sluice.media.avc.AvcConfiguration;
import dev.sluice.media.flac.FlacConfiguration;
import dev.sluice.media.flac.FlacFrame;
import dev.sluice.media.hevc.HevcConfiguration;
import dev.sluice.media.mp3.Mp3Configuration;
import dev.sluice.media.opus.OpusConfiguration;
import dev.sluice.media.opus.OpusPacket;
import dev.sluice.media.vp9.Vp9Configuration;
import java.util.OptionalDouble;

/** How the access units of a track are coded: the closed set of codecs that this server carries. */
public sealed interface Codec {
    /** Ticks per second of the track's time stamps: 90,000 for video, the core sample rate for audio. */
    int timescale();

    /** The value for a CODECS attribute (RFC 6381), such as {@code avc1.64001f}. */
    String rfc6381();

    /** The one of {@code cases} that is for this codec. */
    <R> R match(CodecCases<R> cases);

    /** What a person calls it, such as {@code H.264}. */
    default String displayName() {
        return match(CodecNames.INSTANCE);
    }

    /** Microseconds of {@code ticks}, rounded down, without overflow in any length of stream. */
    static long micros(long ticks, int timescale) {
        return Math.floorDiv(ticks, (long) timescale) * 1_000_000
                + Math.floorMod(ticks, (long) timescale) * 1_000_000 / timescale;
    }

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

        /** Samples that one access unit decodes to, in ticks of the core sample rate; the usual number. */
        int samplesPerFrame();

        /** Samples that this access unit decodes to: encoders of some codecs change the number as they like. */
        default int samplesIn(Slice accessUnit) {
            return samplesPerFrame();
        }

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
        public <R> R match(CodecCases<R> cases) {
            return cases.avc(this);
        }
    }

    /** HEVC; access units are NAL units behind big-endian lengths of {@code configuration.lengthSize()} bytes. */
    record Hevc(HevcConfiguration configuration) implements Video {
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
            return OptionalDouble.empty();
        }

        @Override
        public String rfc6381() {
            return configuration.rfc6381();
        }

        @Override
        public <R> R match(CodecCases<R> cases) {
            return cases.hevc(this);
        }
    }

    /** AV1; an access unit is a temporal unit without delimiter, every OBU with its size. */
    record Av1(Av1Configuration configuration) implements Video {
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
        public <R> R match(CodecCases<R> cases) {
            return cases.av1(this);
        }
    }

    /** VP9; an access unit is one frame or superframe. */
    record Vp9(Vp9Configuration configuration) implements Video {
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
            return OptionalDouble.empty();
        }

        @Override
        public String rfc6381() {
            return configuration.rfc6381();
        }

        @Override
        public <R> R match(CodecCases<R> cases) {
            return cases.vp9(this);
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
        public <R> R match(CodecCases<R> cases) {
            return cases.aac(this);
        }
    }

    /** Opus; an access unit is one packet. */
    record Opus(OpusConfiguration configuration) implements Audio {
        @Override
        public int sampleRate() {
            return OpusConfiguration.SAMPLE_RATE;
        }

        @Override
        public int channels() {
            return configuration.channels();
        }

        @Override
        public int samplesPerFrame() {
            return 960;
        }

        @Override
        public int samplesIn(Slice accessUnit) {
            int samples = OpusPacket.samples(accessUnit);
            return samples > 0 ? samples : samplesPerFrame();
        }

        @Override
        public String rfc6381() {
            return "opus";
        }

        @Override
        public <R> R match(CodecCases<R> cases) {
            return cases.opus(this);
        }
    }

    /** MP3; an access unit is one frame with its header. */
    record Mp3(Mp3Configuration configuration) implements Audio {
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
            return "mp4a.40.34";
        }

        @Override
        public <R> R match(CodecCases<R> cases) {
            return cases.mp3(this);
        }
    }

    /** FLAC; an access unit is one frame. */
    record Flac(FlacConfiguration configuration) implements Audio {
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
            return configuration.maxBlockSize();
        }

        @Override
        public int samplesIn(Slice accessUnit) {
            int samples = FlacFrame.samples(accessUnit);
            return samples > 0 ? samples : samplesPerFrame();
        }

        @Override
        public String rfc6381() {
            return "fLaC";
        }

        @Override
        public <R> R match(CodecCases<R> cases) {
            return cases.flac(this);
        }
    }

    /** AC-3; an access unit is one synchronisation frame. */
    record Ac3(Ac3Configuration configuration) implements Audio {
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
            return 1_536;
        }

        @Override
        public String rfc6381() {
            return "ac-3";
        }

        @Override
        public <R> R match(CodecCases<R> cases) {
            return cases.ac3(this);
        }
    }

    /** E-AC-3; an access unit is an independent frame with those that depend on it. */
    record Eac3(Ac3Configuration configuration) implements Audio {
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
            return 1_536;
        }

        @Override
        public int samplesIn(Slice accessUnit) {
            return Ac3Frame.read(accessUnit, 0).map(Ac3Frame::samples).orElse(samplesPerFrame());
        }

        @Override
        public String rfc6381() {
            return "ec-3";
        }

        @Override
        public <R> R match(CodecCases<R> cases) {
            return cases.eac3(this);
        }
    }
}
