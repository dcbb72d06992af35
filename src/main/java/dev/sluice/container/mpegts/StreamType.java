package dev.sluice.container.mpegts;

import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.Slice;
import dev.sluice.media.Codec;
import dev.sluice.media.aac.Adts;
import java.util.OptionalInt;

/**
 * How a codec is told in the program map: its stream_type (ISO/IEC 13818-1 table 2-34; for AC-3 and E-AC-3
 * the numbers of ATSC A/53, which HLS players know) and its descriptors.
 */
final class StreamType {
    private static final int MPEG1_AUDIO = 0x03;
    private static final int MPEG2_AUDIO = 0x04;
    private static final int AAC_ADTS = 0x0F;
    private static final int H264 = 0x1B;
    private static final int HEVC = 0x24;
    private static final int AC3 = 0x81;
    private static final int EAC3 = 0x87;

    private static final Slice REGISTRATION_HEVC = registration("HEVC");
    private static final Slice REGISTRATION_AC3 = registration("AC-3");
    private static final Slice REGISTRATION_EAC3 = registration("EAC3");

    private StreamType() {}

    /** Empty if players find no such stream in MPEG-TS. */
    static OptionalInt of(Codec codec) {
        if (codec instanceof Codec.Avc) {
            return OptionalInt.of(H264);
        } else if (codec instanceof Codec.Hevc) {
            return OptionalInt.of(HEVC);
        } else if (codec instanceof Codec.Aac aac && Adts.canDescribe(aac.configuration())) {
            return OptionalInt.of(AAC_ADTS);
        } else if (codec instanceof Codec.Mp3 mp3) {
            return OptionalInt.of(mp3.configuration().version() == 1 ? MPEG1_AUDIO : MPEG2_AUDIO);
        } else if (codec instanceof Codec.Ac3) {
            return OptionalInt.of(AC3);
        } else if (codec instanceof Codec.Eac3) {
            return OptionalInt.of(EAC3);
        }
        return OptionalInt.empty();
    }

    /** The descriptors of the stream, for types that need more than a number. */
    static Slice descriptors(Codec codec) {
        if (codec instanceof Codec.Hevc) {
            return REGISTRATION_HEVC;
        } else if (codec instanceof Codec.Ac3) {
            return REGISTRATION_AC3;
        }
        return codec instanceof Codec.Eac3 ? REGISTRATION_EAC3 : Slice.EMPTY;
    }

    /** Whether its PES packets are of private_stream_1, as ATSC A/52 annex A has it. */
    static boolean isPrivate(Codec codec) {
        return codec instanceof Codec.Ac3 || codec instanceof Codec.Eac3;
    }

    /** A registration descriptor (ISO/IEC 13818-1 §2.6.8). */
    private static Slice registration(String identifier) {
        return new ByteWriter(6).u8(0x05).u8(4).utf8(identifier).take();
    }
}
