package dev.sluice.container.flv;

import java.util.Locale;

/** Four characters that name a codec in Enhanced RTMP, as the 32 bits that stand on the wire. */
final class FourCc {
    /** What a format without FourCC has; no wire value equals it. */
    static final long NONE = -1;

    private FourCc() {}

    static long of(String characters) {
        if (characters.isEmpty()) {
            return NONE;
        }
        long value = 0;
        for (int i = 0; i < 4; i++) {
            value = value << 8 | characters.charAt(i);
        }
        return value;
    }

    /**
     * For people: the four characters if all can be printed, else hexadecimal; the id of a legacy tag as it
     * is.
     */
    static String describe(long value) {
        if (value <= 0xF) {
            return "codec id " + value;
        }
        StringBuilder text = new StringBuilder();
        for (int shift = 24; shift >= 0; shift -= 8) {
            int character = (int) (value >> shift & 0xFF);
            if (character <= ' ' || character >= 0x7F) {
                return String.format(Locale.ROOT, "FourCC 0x%08x", value);
            }
            text.append((char) character);
        }
        return "FourCC " + text;
    }
}
