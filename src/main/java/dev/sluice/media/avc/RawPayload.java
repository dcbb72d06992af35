package dev.sluice.media.avc;

import dev.sluice.bytes.BitReader;
import dev.sluice.bytes.Slice;

/**
 * The raw byte sequence payload of a NAL unit: what is left without emulation prevention (ITU-T H.264
 * §7.4.1).
 */
public final class RawPayload {
    private RawPayload() {}

    /** A reader of the payload behind {@code headerBytes} of header, at most {@code maxBytes} of it. */
    public static BitReader of(Slice nalUnit, int headerBytes, int maxBytes) {
        int end = Math.min(nalUnit.length(), headerBytes + maxBytes);
        byte[] payload = new byte[Math.max(0, end - headerBytes)];
        int length = 0;
        int zeros = 0;
        for (int i = headerBytes; i < end; i++) {
            int octet = nalUnit.at(i);
            if (zeros >= 2 && octet == 3) {
                zeros = 0;
                continue;
            }
            zeros = octet == 0 ? zeros + 1 : 0;
            payload[length++] = (byte) octet;
        }
        return new BitReader(Slice.wrap(payload, 0, length));
    }
}
