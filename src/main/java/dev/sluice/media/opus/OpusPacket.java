package dev.sluice.media.opus;

import dev.sluice.bytes.Slice;

/** What the first byte of a packet, the table of contents, says (RFC 6716 §3.1). */
public final class OpusPacket {
    private static final int[] SILK_SAMPLES = {480, 960, 1_920, 2_880};
    private static final int[] HYBRID_SAMPLES = {480, 960};
    private static final int[] CELT_SAMPLES = {120, 240, 480, 960};
    /** 120 ms, the longest that a packet may be (§3.2.5, requirement R5). */
    private static final int MAX_SAMPLES = 5_760;

    private OpusPacket() {}

    /** How many samples at 48 kHz the packet decodes to; 0 if it is no packet. */
    public static int samples(Slice packet) {
        if (packet.isEmpty()) {
            return 0;
        }
        int contents = packet.at(0);
        int configuration = contents >> 3;
        int frame = configuration < 12
                ? SILK_SAMPLES[configuration & 3]
                : configuration < 16 ? HYBRID_SAMPLES[configuration & 1] : CELT_SAMPLES[configuration & 3];
        int frames = switch (contents & 3) {
            case 0 -> 1;
            case 1, 2 -> 2;
            default -> packet.length() > 1 ? packet.at(1) & 0x3F : 0;
        };
        return frames * frame > MAX_SAMPLES ? 0 : frames * frame;
    }
}
