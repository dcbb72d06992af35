package dev.sluice.live;

import dev.sluice.media.Codec;
import dev.sluice.media.CodecCases;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The codecs that a key may be held to, by the word that the database and the API have for each. */
public enum CodecFamily {
    H264,
    HEVC,
    AV1,
    VP9,
    AAC,
    OPUS,
    MP3,
    AC3,
    EAC3,
    FLAC;

    public static CodecFamily of(Codec codec) {
        return codec.match(Cases.INSTANCE);
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty when there is no such codec; the words are exact. */
    public static Optional<CodecFamily> parse(String word) {
        return Arrays.stream(values())
                .filter(family -> family.word().equals(word))
                .findFirst();
    }

    private enum Cases implements CodecCases<CodecFamily> {
        INSTANCE;

        @Override
        public CodecFamily avc(Codec.Avc codec) {
            return H264;
        }

        @Override
        public CodecFamily hevc(Codec.Hevc codec) {
            return HEVC;
        }

        @Override
        public CodecFamily av1(Codec.Av1 codec) {
            return AV1;
        }

        @Override
        public CodecFamily vp9(Codec.Vp9 codec) {
            return VP9;
        }

        @Override
        public CodecFamily aac(Codec.Aac codec) {
            return AAC;
        }

        @Override
        public CodecFamily opus(Codec.Opus codec) {
            return OPUS;
        }

        @Override
        public CodecFamily mp3(Codec.Mp3 codec) {
            return MP3;
        }

        @Override
        public CodecFamily flac(Codec.Flac codec) {
            return FLAC;
        }

        @Override
        public CodecFamily ac3(Codec.Ac3 codec) {
            return AC3;
        }

        @Override
        public CodecFamily eac3(Codec.Eac3 codec) {
            return EAC3;
        }
    }
}
