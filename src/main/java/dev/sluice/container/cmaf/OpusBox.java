package dev.sluice.container.cmaf;

import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.Slice;
import dev.sluice.media.opus.OpusConfiguration;

/** The dOps box (Opus in ISO BMFF §4.3.2): OpusHead without its magic, under version 0, and big-endian. */
final class OpusBox {
    private OpusBox() {}

    static Slice of(OpusConfiguration configuration) {
        ByteWriter out = new ByteWriter(16).u8(0).u8(configuration.channels());
        out.u16(configuration.preSkip()).u32(configuration.inputSampleRate());
        out.u16(configuration.outputGain()).u8(configuration.mappingFamily());
        return Box.of("dOps", out.bytes(configuration.channelMapping()).take());
    }
}
