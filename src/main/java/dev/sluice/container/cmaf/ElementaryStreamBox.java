package dev.sluice.container.cmaf;

import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.Slice;

/** The esds box (ISO/IEC 14496-14 §5.6) with the descriptors of ISO/IEC 14496-1 §7.2.6. */
final class ElementaryStreamBox {
    static final int MPEG4_AUDIO = 0x40;
    /** MPEG-2 audio, which has MP3 at half the usual rates. */
    static final int MPEG2_AUDIO = 0x69;

    static final int MPEG1_AUDIO = 0x6B;

    private static final int ES_DESCRIPTOR = 3;
    private static final int DECODER_CONFIGURATION = 4;
    private static final int DECODER_SPECIFIC = 5;
    private static final int SYNC_LAYER = 6;
    /** Stream type 5, audio, not upstream, and the reserved bit. */
    private static final int AUDIO_STREAM = 0x15;

    private ElementaryStreamBox() {}

    /**
     * The box. Bit rates and the buffer's size stay zero: they would change with what is measured.
     *
     * @param objectType objectTypeIndication
     * @param specific what the decoder is configured with; may be empty
     */
    static Slice of(int objectType, Slice specific) {
        ByteWriter decoder = new ByteWriter(32).u8(objectType).u8(AUDIO_STREAM).u24(0);
        decoder.u32(0).u32(0);
        if (!specific.isEmpty()) {
            decoder.bytes(descriptor(DECODER_SPECIFIC, specific));
        }
        ByteWriter stream = new ByteWriter(64).u16(0).u8(0);
        stream.bytes(descriptor(DECODER_CONFIGURATION, decoder.take()));
        stream.bytes(descriptor(SYNC_LAYER, Slice.of(2)));
        return Box.full("esds", 0, 0, descriptor(ES_DESCRIPTOR, stream.take()));
    }

    /** The length in four bytes of seven bits: old parsers know no shorter form. */
    private static Slice descriptor(int tag, Slice contents) {
        int length = contents.length();
        return new ByteWriter(length + 5)
                .u8(tag)
                .u8(0x80 | (length >> 21 & 0x7F))
                .u8(0x80 | (length >> 14 & 0x7F))
                .u8(0x80 | (length >> 7 & 0x7F))
                .u8(length & 0x7F)
                .bytes(contents)
                .take();
    }
}
