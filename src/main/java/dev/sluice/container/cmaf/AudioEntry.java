package dev.sluice.container.cmaf;

import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.Slice;
import dev.sluice.media.Codec;

/** A sample entry of sound (ISO/IEC 14496-12 §12.2.3). */
final class AudioEntry {
    private static final int LARGEST_RATE = 65_535;

    private AudioEntry() {}

    /** The entry for samples of 16 bits, which is what compressed sound says by custom. */
    static Slice of(String type, Codec.Audio codec, Slice configuration) {
        // The field is 16.16, so a higher rate does not fit; the timescale and the configuration tell it.
        int rate = codec.sampleRate() > LARGEST_RATE ? 0 : codec.sampleRate();
        return of(type, codec.channels(), 16, rate, configuration);
    }

    static Slice of(String type, int channels, int sampleBits, int rate, Slice configuration) {
        ByteWriter out = new ByteWriter(28).fill(0, 6).u16(1).fill(0, 8);
        out.u16(channels).u16(sampleBits).u32(0).u32((long) rate << 16);
        return Box.of(type, out.take(), configuration);
    }
}
