package dev.sluice.media.mp3;

import dev.sluice.bytes.Slice;
import java.util.Optional;

/**
 * The header in front of every MPEG audio frame (ISO/IEC 11172-3 §2.4.2.3, ISO/IEC 13818-3 §2.4.2.3): layer
 * III needs no other configuration.
 *
 * @param version 1, 2, or 25 for the unofficial MPEG 2.5
 * @param frameLength bytes of the frame, its header included
 */
public record Mp3Header(int version, int sampleRate, int channels, int bitsPerSecond, int frameLength) {
    public static final int LENGTH = 4;

    private static final int[] RATES = {44_100, 48_000, 32_000};
    private static final int[] KILOBITS_1 = {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320};
    private static final int[] KILOBITS_2 = {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160};
    private static final int LAYER_3 = 1;
    private static final int MONO = 3;

    /** The header at {@code at}; empty if there is none, or one of another layer or of free format. */
    public static Optional<Mp3Header> read(Slice bytes, int at) {
        if (bytes.length() - at < LENGTH || bytes.at(at) != 0xFF || (bytes.at(at + 1) & 0xE0) != 0xE0) {
            return Optional.empty();
        }
        int versionBits = bytes.at(at + 1) >> 3 & 3;
        int layer = bytes.at(at + 1) >> 1 & 3;
        int rateIndex = bytes.at(at + 2) >> 2 & 3;
        int kilobitIndex = bytes.at(at + 2) >> 4;
        if (versionBits == 1 || layer != LAYER_3 || rateIndex == 3 || kilobitIndex == 0 || kilobitIndex == 15) {
            return Optional.empty();
        }
        int version = versionBits == 3 ? 1 : versionBits == 2 ? 2 : 25;
        int rate = RATES[rateIndex] / (version == 1 ? 1 : version == 2 ? 2 : 4);
        int bits = (version == 1 ? KILOBITS_1 : KILOBITS_2)[kilobitIndex] * 1_000;
        int padding = bytes.at(at + 2) >> 1 & 1;
        int length = (version == 1 ? 144 : 72) * bits / rate + padding;
        int channels = bytes.at(at + 3) >> 6 == MONO ? 1 : 2;
        return Optional.of(new Mp3Header(version, rate, channels, bits, length));
    }

    /** What has to stay the same for a decoder to go on; bit rate and padding may change with every frame. */
    public Mp3Configuration configuration() {
        return new Mp3Configuration(version, sampleRate, channels);
    }
}
