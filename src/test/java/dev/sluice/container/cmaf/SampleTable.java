package dev.sluice.container.cmaf;

import static dev.sluice.container.cmaf.CmafFile.require;

import dev.sluice.bytes.Slice;
import java.util.ArrayList;
import java.util.List;

/** Reads the trun box of a fragment with the defaults of its tfhd box. */
final class SampleTable {
    private final Mp4Box tfhd;
    private final Mp4Box trun;
    private int headerAt = 8;
    private int at = 12;

    SampleTable(Mp4Box tfhd, Mp4Box trun) {
        this.tfhd = tfhd;
        this.trun = trun;
    }

    List<CmafFile.Sample> read(long base, Mp4Box moof, Mp4Box mdat, Slice piece) {
        require(trun.version() == 1, "trun of version " + trun.version());
        Slice body = trun.body();
        int count = (int) body.u32(4);
        require((trun.flags() & 1) != 0, "trun without data offset");
        int data = moof.start() + (int) body.u32(8);
        require(data == mdat.start() + 8, "samples at " + data + ", mdat at " + mdat.start());
        long duration = defaulted(0x8);
        long size = defaulted(0x10);
        long flags = defaulted(0x20);
        require(headerAt == tfhd.body().length(), "tfhd of " + tfhd.body().length() + " bytes");
        long firstFlags = (trun.flags() & 0x4) != 0 ? next() : flags;
        List<CmafFile.Sample> samples = new ArrayList<>();
        long dts = base;
        for (int i = 0; i < count; i++) {
            long lasts = own(0x100, duration);
            int length = (int) own(0x200, size);
            int sampleFlags = (int) own(0x400, i == 0 ? firstFlags : flags);
            int offset = (int) own(0x800, 0);
            require(length >= 0 && data + length <= mdat.end(), "sample " + i + " reaches out of the mdat box");
            samples.add(new CmafFile.Sample(dts, lasts, sampleFlags, offset, piece.slice(data, data + length)));
            data += length;
            dts += lasts;
        }
        require(count > 0, "a fragment without samples");
        require(at == body.length(), "trun of " + body.length() + " bytes, read until " + at);
        require(data == mdat.end(), "bytes of no sample at the end of mdat");
        return List.copyOf(samples);
    }

    private long defaulted(int flag) {
        if ((tfhd.flags() & flag) == 0) {
            return 0;
        }
        headerAt += 4;
        return tfhd.body().u32(headerAt - 4);
    }

    private long own(int flag, long otherwise) {
        return (trun.flags() & flag) == 0 ? otherwise : next();
    }

    private long next() {
        at += 4;
        return trun.body().u32(at - 4);
    }
}
