package dev.sluice.container.cmaf;

import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.Slice;
import dev.sluice.media.Codec;
import dev.sluice.media.ColorInfo;
import java.util.Optional;

/** The trak box with everything below it but the sample entry (ISO/IEC 14496-12 §8.3 to §8.7). */
final class TrackBox {
    private static final int ENABLED_AND_IN_MOVIE = 3;
    /** "und" in three times five bits. */
    private static final int LANGUAGE_UNKNOWN = 0x55C4;

    private static final Slice NO_ENTRIES = new ByteWriter(4).u32(0).take();

    private TrackBox() {}

    static Slice of(Codec codec, Optional<ColorInfo> color) {
        boolean video = codec instanceof Codec.Video;
        Slice entry = codec.match(new SampleEntries(color));
        Slice information = Box.of("minf", video ? videoHeader() : soundHeader(), dataInformation(), table(entry));
        Slice media = Box.of("mdia", mediaHeader(codec.timescale()), handler(video), information);
        return Box.of("trak", header(codec), media);
    }

    /** Width and height are those of the shown picture, in 16.16. */
    private static Slice header(Codec codec) {
        ByteWriter out = new ByteWriter(80);
        out.u32(0).u32(0).u32(MovieBox.TRACK).u32(0).u32(0).fill(0, 8);
        out.u32(0).u16(codec instanceof Codec.Audio ? 0x100 : 0).u16(0);
        MovieBox.matrix(out);
        if (codec instanceof Codec.Video picture) {
            out.u32((long) picture.width() << 16).u32((long) picture.height() << 16);
        } else {
            out.u32(0).u32(0);
        }
        return Box.full("tkhd", 0, ENABLED_AND_IN_MOVIE, out.take());
    }

    private static Slice mediaHeader(int timescale) {
        ByteWriter out = new ByteWriter(20).u32(0).u32(0).u32(timescale).u32(0);
        return Box.full("mdhd", 0, 0, out.u16(LANGUAGE_UNKNOWN).u16(0).take());
    }

    private static Slice handler(boolean video) {
        ByteWriter out = new ByteWriter(32).u32(0).utf8(video ? "vide" : "soun").fill(0, 12);
        return Box.full("hdlr", 0, 0, out.utf8(video ? "Video" : "Sound").u8(0).take());
    }

    private static Slice videoHeader() {
        return Box.full("vmhd", 0, 1, new ByteWriter(8).fill(0, 8).take());
    }

    private static Slice soundHeader() {
        return Box.full("smhd", 0, 0, new ByteWriter(4).u32(0).take());
    }

    /** The samples lie in the same file as this box: a url box with flag 1 and no url. */
    private static Slice dataInformation() {
        Slice here = Box.full("url ", 0, 1, Slice.EMPTY);
        return Box.of(
                "dinf",
                Box.full("dref", 0, 0, new ByteWriter(16).u32(1).bytes(here).take()));
    }

    /** All samples are in fragments, so every table but that of the descriptions is empty. */
    private static Slice table(Slice entry) {
        Slice descriptions =
                new ByteWriter(entry.length() + 4).u32(1).bytes(entry).take();
        return Box.of(
                "stbl",
                Box.full("stsd", 0, 0, descriptions),
                Box.full("stts", 0, 0, NO_ENTRIES),
                Box.full("stsc", 0, 0, NO_ENTRIES),
                Box.full("stsz", 0, 0, new ByteWriter(8).u32(0).u32(0).take()),
                Box.full("stco", 0, 0, NO_ENTRIES));
    }
}
