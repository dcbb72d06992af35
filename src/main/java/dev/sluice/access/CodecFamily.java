package dev.sluice.access;

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

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty when there is no such codec; the words are exact. */
    public static Optional<CodecFamily> parse(String word) {
        return Arrays.stream(values())
                .filter(family -> family.word().equals(word))
                .findFirst();
    }
}
