package dev.sluice.container.cmaf;

import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.Slice;
import dev.sluice.media.flac.FlacConfiguration;

/** The fLaC sample entry and its dfLa box (FLAC in ISO BMFF §3.3). */
final class FlacEntry {
    private static final int LAST_BLOCK = 0x80;
    private static final int LARGEST_RATE = 65_535;

    private FlacEntry() {}

    static Slice of(FlacConfiguration configuration) {
        Slice info = configuration.record();
        ByteWriter out = new ByteWriter(info.length() + 4).u8(LAST_BLOCK).u24(info.length());
        return AudioEntry.of(
                "fLaC",
                configuration.channels(),
                configuration.bitsPerSample(),
                expressible(configuration.sampleRate()),
                Box.full("dfLa", 0, 0, out.bytes(info).take()));
    }

    /** A rate beyond 16 bits is told by its greatest whole part that fits (§3.3.1). */
    private static int expressible(int rate) {
        for (int divisor = 1; divisor <= 32; divisor++) {
            if (rate % divisor == 0 && rate / divisor <= LARGEST_RATE) {
                return rate / divisor;
            }
        }
        return LARGEST_RATE;
    }
}
