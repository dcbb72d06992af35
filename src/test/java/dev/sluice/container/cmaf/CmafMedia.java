package dev.sluice.container.cmaf;

import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Codec;
import dev.sluice.media.Track;
import dev.sluice.media.TrackId;
import dev.sluice.media.aac.AacConfiguration;
import dev.sluice.media.avc.AvcConfiguration;
import dev.sluice.media.hevc.HevcConfiguration;

/** Tracks of real configurations, and access units without meaning. */
final class CmafMedia {
    static final Slice AVC_SPS = Slice.hex("674d401eeca05017fcb808800001f480007530078b16cb");
    static final Slice AVC_PPS = Slice.hex("68ebe3cb20");

    static final Slice HEVC_VPS = Slice.hex("40010c01ffff01600000030090000003000003005d959809");
    static final Slice HEVC_SPS =
            Slice.hex("42010101600000030090000003000003005da00280802d165959a4932bc05a020000030002000003003c10");
    static final Slice HEVC_PPS = Slice.hex("4401c172b46240");

    static final Track AVC = video(avc(4));
    static final Track HEVC = video(hevc(""));
    static final Track AAC = sound(aac("1210"));

    private CmafMedia() {}

    static Track video(Codec.Video codec) {
        return new Track(TrackId.VIDEO, codec);
    }

    static Track sound(Codec.Audio codec) {
        return new Track(TrackId.AUDIO, codec);
    }

    /** Main 3.0, 640×360, whose access units have lengths of {@code lengthSize} bytes. */
    static Codec.Avc avc(int lengthSize) {
        String head = "014d401e" + Integer.toHexString(0xFC | lengthSize - 1);
        return avc(head + "e10017" + AVC_SPS.toHex() + "010005" + AVC_PPS.toHex());
    }

    static Codec.Avc avc(String configurationRecord) {
        try {
            return new Codec.Avc(
                    AvcConfiguration.parse(Slice.hex(configurationRecord)).orElseThrow());
        } catch (MalformedInput impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Main 3.1, 1280×720, with {@code more} arrays in the record: each begins with its type. */
    static Codec.Hevc hevc(String more) {
        String head = "0101600000009000000000005df000fcfdf8f800000f" + (more.isEmpty() ? "03" : "04") + more;
        String sets =
                "a000010018" + HEVC_VPS.toHex() + "a10001002b" + HEVC_SPS.toHex() + "a200010007" + HEVC_PPS.toHex();
        try {
            return new Codec.Hevc(
                    HevcConfiguration.parse(Slice.hex(head + sets)).orElseThrow());
        } catch (MalformedInput impossible) {
            throw new AssertionError(impossible);
        }
    }

    static Codec.Aac aac(String configurationRecord) {
        try {
            return new Codec.Aac(AacConfiguration.parse(Slice.hex(configurationRecord)));
        } catch (MalformedInput impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** A slice NAL unit of {@code size} bytes. */
    static Slice slice(boolean idr, int size) {
        return new ByteWriter(size).u8(idr ? 0x65 : 0x41).fill(0xAB, size - 1).take();
    }

    /** A picture of one NAL unit, {@code size} bytes with its length. */
    static AccessUnit picture(long dts, long pts, boolean idr, int size) {
        return new AccessUnit(AVC, dts, pts, idr, prefixed(4, slice(idr, size - 4)));
    }

    static AccessUnit frame(long pts, int size) {
        return new AccessUnit(
                AAC, pts, pts, true, new ByteWriter(size).fill(0xCD, size).take());
    }

    /** NAL units behind lengths of {@code lengthSize} bytes. */
    static Slice prefixed(int lengthSize, Slice... nalUnits) {
        ByteWriter out = new ByteWriter();
        for (Slice unit : nalUnits) {
            for (int i = lengthSize - 1; i >= 0; i--) {
                out.u8(unit.length() >> (8 * i));
            }
            out.bytes(unit);
        }
        return out.take();
    }
}
