package dev.sluice.media.flac;

import dev.sluice.bytes.BitReader;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;

/**
 * The configuration of a FLAC track (RFC 9639 §8.2).
 *
 * @param record the STREAMINFO block's 34 bytes, without header
 * @param maxBlockSize the most samples of a frame
 */
public record FlacConfiguration(Slice record, int sampleRate, int channels, int bitsPerSample, int maxBlockSize) {
    private static final Slice MAGIC = Slice.utf8("fLaC");
    private static final int BLOCK_HEADER = 4;
    private static final int STREAMINFO_LENGTH = 34;

    /** Parses STREAMINFO with or without the magic and the block header in front; other blocks are left out. */
    public static FlacConfiguration parse(Slice header) throws MalformedInput {
        Slice info = header;
        if (header.startsWith(0, MAGIC)) {
            info = header.from(MAGIC.length());
        }
        if (info.length() >= BLOCK_HEADER + STREAMINFO_LENGTH
                && (info.at(0) & 0x7F) == 0
                && info.u24(1) == STREAMINFO_LENGTH) {
            info = info.from(BLOCK_HEADER);
        }
        if (info.length() < STREAMINFO_LENGTH) {
            throw new MalformedInput("FLAC STREAMINFO of " + info.length() + " bytes");
        }
        Slice record = info.slice(0, STREAMINFO_LENGTH);
        BitReader bits = new BitReader(record);
        bits.skip(16);
        int maxBlockSize = bits.u(16);
        bits.skip(48);
        int rate = bits.u(20);
        int channels = bits.u(3) + 1;
        int sampleBits = bits.u(5) + 1;
        if (rate == 0 || maxBlockSize < 16 || sampleBits < 4) {
            throw new MalformedInput("FLAC of " + rate + " Hz in blocks of " + maxBlockSize);
        }
        return new FlacConfiguration(record, rate, channels, sampleBits, maxBlockSize);
    }
}
