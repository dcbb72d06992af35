package dev.sluice.container.mpegts;

import dev.sluice.media.Codec;
import dev.sluice.media.aac.Adts;
import java.util.OptionalInt;

/** The stream_type of a codec in the program map (ISO/IEC 13818-1 table 2-34). */
final class StreamType {
    private static final int AAC_ADTS = 0x0F;
    private static final int H264 = 0x1B;

    private StreamType() {}

    /** Empty if players find no such stream in MPEG-TS. */
    static OptionalInt of(Codec codec) {
        if (codec instanceof Codec.Avc) {
            return OptionalInt.of(H264);
        }
        if (codec instanceof Codec.Aac aac && Adts.canDescribe(aac.configuration())) {
            return OptionalInt.of(AAC_ADTS);
        }
        return OptionalInt.empty();
    }
}
