package dev.sluice.container.flv;

import java.util.Optional;

/**
 * How an audio message says what it is coded with: the four bits of legacy FLV or the FourCC of Enhanced
 * RTMP.
 */
enum AudioFormat {
    AAC("AAC", 10, "mp4a"),
    OPUS("Opus", -1, "Opus"),
    FLAC("FLAC", -1, "fLaC"),
    AC3("AC-3", -1, "ac-3"),
    EAC3("E-AC-3", -1, "ec-3"),
    MP3("MP3", 2, ".mp3"),
    MP3_8_KHZ("MP3 at 8 kHz", 14, ""),
    PCM("PCM", 0, ""),
    PCM_LITTLE_ENDIAN("PCM", 3, ""),
    ADPCM("ADPCM", 1, ""),
    NELLYMOSER_16_KHZ("Nellymoser", 4, ""),
    NELLYMOSER_8_KHZ("Nellymoser", 5, ""),
    NELLYMOSER("Nellymoser", 6, ""),
    G711_A("G.711 A-law", 7, ""),
    G711_MU("G.711 µ-law", 8, ""),
    SPEEX("Speex", 11, "");

    /** Looked through with every message: no copy, no stream. */
    private static final AudioFormat[] ALL = values();

    private final String displayName;
    private final int legacyId;
    private final long fourCc;

    AudioFormat(String displayName, int legacyId, String fourCc) {
        this.displayName = displayName;
        this.legacyId = legacyId;
        this.fourCc = FourCc.of(fourCc);
    }

    static Optional<AudioFormat> ofLegacy(int id) {
        for (AudioFormat format : ALL) {
            if (format.legacyId == id) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    static Optional<AudioFormat> ofFourCc(long fourCc) {
        for (AudioFormat format : ALL) {
            if (format.fourCc == fourCc) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    String displayName() {
        return displayName;
    }

    /** Whether its frames can be read, as far as outputs take them. */
    boolean isCarried() {
        return switch (this) {
            case AAC, OPUS, FLAC, AC3, EAC3, MP3, MP3_8_KHZ -> true;
            default -> false;
        };
    }

    /** Whether the second byte of a legacy tag is a packet type; others have their frames there. */
    boolean hasPacketType() {
        return this == AAC;
    }
}
