package dev.sluice.container.flv;

import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.Slice;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Codec;

/**
 * Writes the bodies of audio and video messages in their legacy form (FLV 10.1 §E.4.2, §E.4.3), which every player
 * understands. A frame is told in two pieces, so that its own bytes stay shared.
 */
public final class FlvTagWriter {
    private static final int AVC_KEY_FRAME = 0x17;
    private static final int AVC_INTER_FRAME = 0x27;

    /** AAC has 44 kHz, 16 bits and stereo here whatever it is coded like (FLV 10.1 §E.4.2.1). */
    private static final int AAC_STEREO = 0xAF;

    private FlvTagWriter() {}

    /** Whether the legacy form has a number for this codec. */
    public static boolean carries(Codec codec) {
        return codec instanceof Codec.Avc || codec instanceof Codec.Aac;
    }

    /** The body that tells a decoder how the frames behind it are coded. */
    public static Slice configuration(Codec codec) {
        if (codec instanceof Codec.Avc avc) {
            Slice head = Slice.of(AVC_KEY_FRAME, PacketType.SEQUENCE_START, 0, 0, 0);
            return join(head, avc.configuration().record());
        }
        if (codec instanceof Codec.Aac aac) {
            Slice head = Slice.of(AAC_STEREO, PacketType.SEQUENCE_START);
            return join(head, aac.configuration().record());
        }
        throw notCarried(codec);
    }

    /** What stands in front of {@code unit.data()} in the body of its message. */
    public static Slice frameHead(AccessUnit unit) {
        Codec codec = unit.track().codec();
        if (codec instanceof Codec.Avc) {
            int composition = (int) (millis(unit.ptsMicros()) - millis(unit.dtsMicros()));
            return Slice.of(
                    unit.randomAccess() ? AVC_KEY_FRAME : AVC_INTER_FRAME,
                    PacketType.CODED_FRAMES,
                    composition >> 16,
                    composition >> 8,
                    composition);
        }
        if (codec instanceof Codec.Aac) {
            return Slice.of(AAC_STEREO, PacketType.CODED_FRAMES);
        }
        throw notCarried(codec);
    }

    /** When the message of {@code unit} is to be decoded, in milliseconds. */
    public static long timestampMillis(AccessUnit unit) {
        return millis(unit.dtsMicros());
    }

    private static long millis(long micros) {
        return Math.floorDiv(micros + 500, 1000L);
    }

    private static Slice join(Slice head, Slice configuration) {
        return new ByteWriter(head.length() + configuration.length())
                .bytes(head)
                .bytes(configuration)
                .take();
    }

    private static IllegalArgumentException notCarried(Codec codec) {
        return new IllegalArgumentException(codec.displayName() + " has no legacy FLV form");
    }
}
