package dev.sluice.container.cmaf;

import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.Slice;
import dev.sluice.media.ac3.Ac3Configuration;

/** The dac3 and dec3 boxes (ETSI TS 102 366 §F.4 and §F.6). */
final class DolbyBoxes {
    private DolbyBoxes() {}

    static Slice dac3(Ac3Configuration ac3) {
        int bits = ac3.rateCode() << 22 | ac3.bitstreamId() << 17 | ac3.bitstreamMode() << 14 | ac3.channelMode() << 11;
        bits |= (ac3.lowEffects() ? 1 : 0) << 10 | ac3.bitRateCode() << 5;
        return Box.of("dac3", new ByteWriter(3).u24(bits).take());
    }

    /** One independent substream; dependent ones, which only disks have, are not told. */
    static Slice dec3(Ac3Configuration eac3) {
        int substream = eac3.rateCode() << 22 | eac3.bitstreamId() << 17 | eac3.bitstreamMode() << 12;
        substream |= eac3.channelMode() << 9 | (eac3.lowEffects() ? 1 : 0) << 8;
        return Box.of(
                "dec3",
                new ByteWriter(5)
                        .u16(Math.min(eac3.kilobitsPerSecond(), 0x1FFF) << 3)
                        .u24(substream)
                        .take());
    }
}
