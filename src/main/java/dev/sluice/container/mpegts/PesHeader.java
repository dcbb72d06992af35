package dev.sluice.container.mpegts;

/** The header in front of one packetized elementary stream packet (ISO/IEC 13818-1 §2.4.3.6). */
final class PesHeader {
    static final int VIDEO_STREAM = 0xE0;
    static final int AUDIO_STREAM = 0xC0;
    static final int PRIVATE_STREAM = 0xBD;
    /** Length of the longest header that {@link #write} makes. */
    static final int MAX_LENGTH = 19;

    private static final long CLOCK_MASK = (1L << 33) - 1;

    private PesHeader() {}

    static int length(boolean withDts) {
        return withDts ? 19 : 14;
    }

    /**
     * Writes the header at the start of {@code target}; times are in 90 kHz and taken modulo 2³³.
     *
     * @param payloadLength bytes behind the header; 0 leaves the packet unbounded, which only video may be
     * @return length of the header; DTS is written only where it differs from PTS (§2.7.5)
     */
    static int write(byte[] target, int streamId, int payloadLength, long pts, long dts) {
        boolean withDts = pts != dts;
        int length = length(withDts);
        int packetLength = payloadLength == 0 ? 0 : payloadLength + length - 6;
        target[0] = 0;
        target[1] = 0;
        target[2] = 1;
        target[3] = (byte) streamId;
        target[4] = (byte) (packetLength >> 8);
        target[5] = (byte) packetLength;
        target[6] = (byte) 0x84;
        target[7] = (byte) (withDts ? 0xC0 : 0x80);
        target[8] = (byte) (length - 9);
        stamp(target, 9, withDts ? 0x30 : 0x20, pts);
        if (withDts) {
            stamp(target, 14, 0x10, dts);
        }
        return length;
    }

    private static void stamp(byte[] target, int at, int prefix, long ticks) {
        long value = ticks & CLOCK_MASK;
        target[at] = (byte) (prefix | (value >> 29 & 0x0E) | 1);
        target[at + 1] = (byte) (value >> 22);
        target[at + 2] = (byte) (value >> 14 | 1);
        target[at + 3] = (byte) (value >> 7);
        target[at + 4] = (byte) (value << 1 | 1);
    }
}
