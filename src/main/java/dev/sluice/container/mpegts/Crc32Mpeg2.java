package dev.sluice.container.mpegts;

/**
 * The checksum of sections (ISO/IEC 13818-1 annex A): polynomial 04C11DB7, neither reflected nor inverted.
 */
final class Crc32Mpeg2 {
    private static final int[] TABLE = new int[256];

    static {
        for (int i = 0; i < 256; i++) {
            int value = i << 24;
            for (int bit = 0; bit < 8; bit++) {
                value = value < 0 ? value << 1 ^ 0x04C11DB7 : value << 1;
            }
            TABLE[i] = value;
        }
    }

    private Crc32Mpeg2() {}

    static int of(byte[] bytes, int from, int to) {
        int crc = -1;
        for (int i = from; i < to; i++) {
            crc = crc << 8 ^ TABLE[(crc >>> 24 ^ bytes[i]) & 0xFF];
        }
        return crc;
    }
}
