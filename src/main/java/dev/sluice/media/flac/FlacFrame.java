package dev.sluice.media.flac;

import dev.sluice.bytes.Slice;

/** What the header of a frame says (RFC 9639 §9.1). */
public final class FlacFrame {
    private static final int FIXED_LENGTH = 4;

    private FlacFrame() {}

    /** How many samples the frame decodes to; 0 if it is no frame. */
    public static int samples(Slice frame) {
        if (frame.length() <= FIXED_LENGTH || frame.at(0) != 0xFF || (frame.at(1) & 0xFE) != 0xF8) {
            return 0;
        }
        int code = frame.at(2) >> 4;
        if (code >= 8) {
            return 256 << (code - 8);
        }
        // The coded number is as long as the first byte's leading ones say, as in UTF-8 (§9.1.5).
        int ones = Integer.numberOfLeadingZeros(~(frame.at(FIXED_LENGTH) << 24));
        int at = FIXED_LENGTH + Math.max(1, ones);
        return switch (code) {
            case 0 -> 0;
            case 1 -> 192;
            case 6 -> at < frame.length() ? frame.at(at) + 1 : 0;
            case 7 -> at + 1 < frame.length() ? frame.u16(at) + 1 : 0;
            default -> 576 << (code - 2);
        };
    }
}
