package dev.sluice.rtmp.handshake;

/**
 * Where a packet with a digest keeps it. Projects number the two the other way round, so they are told apart
 * by where the four bytes lie whose sum places the digest.
 */
enum DigestLayout {
    /** Offset field at byte 8; FFmpeg without RTMPE. */
    OFFSET_AT_8(8),
    /** Offset field at byte 772; many Flash players. */
    OFFSET_AT_772(772);

    private static final int PLACES = 728;

    private final int field;

    DigestLayout(int field) {
        this.field = field;
    }

    /** The first byte of the 32 bytes of digest. */
    int digestAt(byte[] packet) {
        int sum = 0;
        for (int i = 0; i < 4; i++) {
            sum += packet[field + i] & 0xFF;
        }
        return field + 4 + sum % PLACES;
    }
}
