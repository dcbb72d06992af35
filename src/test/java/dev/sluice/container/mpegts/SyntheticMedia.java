package dev.sluice.container.mpegts;

import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Codec;
import dev.sluice.media.Track;
import dev.sluice.media.TrackId;
import dev.sluice.media.aac.AacConfiguration;
import dev.sluice.media.avc.AvcConfiguration;

/** Tracks and access units without meaning, of every size that a test wants. */
final class SyntheticMedia {
    static final Track VIDEO = new Track(TrackId.VIDEO, avc());
    static final Track AUDIO = new Track(TrackId.AUDIO, aac());

    private SyntheticMedia() {}

    private static Codec avc() {
        try {
            return new Codec.Avc(AvcConfiguration.parse(
                            Slice.hex("014d401effe10017674d401eeca05017fcb808800001f480007530078b16cb01000568ebe3cb20"))
                    .orElseThrow());
        } catch (MalformedInput impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static Codec aac() {
        try {
            return new Codec.Aac(AacConfiguration.parse(Slice.hex("1210")));
        } catch (MalformedInput impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** A picture of one NAL unit with {@code size} bytes. */
    static AccessUnit picture(long dts, long pts, boolean idr, int size) {
        ByteWriter out = new ByteWriter(size + 4);
        out.u32(size).u8(idr ? 0x65 : 0x41).fill(0xAB, size - 1);
        return new AccessUnit(VIDEO, dts, pts, idr, out.take());
    }

    static AccessUnit frame(long pts, int size) {
        return new AccessUnit(
                AUDIO, pts, pts, true, new ByteWriter(size).fill(0xCD, size).take());
    }
}
