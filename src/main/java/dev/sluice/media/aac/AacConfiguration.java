package dev.sluice.media.aac;

import dev.sluice.bytes.BitReader;
import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;

/**
 * The decoder configuration of an AAC track (ISO/IEC 14496-3 §1.6.2.1).
 *
 * @param record the AudioSpecificConfig as received
 * @param objectType audio object type as signalled: 2 LC, 5 SBR, 29 PS …
 * @param coreObjectType audio object type of the core coder, for ADTS: 2 for SBR and PS over LC
 * @param sampleRate samples per second of the core coder
 * @param channels channels of the core coder, 1…8
 * @param channelConfiguration the channel configuration field, 0…15
 * @param samplesPerFrame 1,024 or 960 (512 or 480 for low delay), at the core sample rate
 */
public record AacConfiguration(
        Slice record,
        int objectType,
        int coreObjectType,
        int sampleRate,
        int channels,
        int channelConfiguration,
        int samplesPerFrame) {
    private static final int LOW_COMPLEXITY = 2;
    private static final int SHORT_FRAME = 960;

    /** Parses an AudioSpecificConfig, with or without SBR and PS, hierarchical or backward compatible. */
    public static AacConfiguration parse(Slice audioSpecificConfig) throws MalformedInput {
        return new AudioSpecificConfigParser(audioSpecificConfig).parse();
    }

    /**
     * The audio object type that an AudioSpecificConfig begins with, before anything else of it is judged.
     */
    public static int objectTypeOf(Slice audioSpecificConfig) throws MalformedInput {
        return AudioSpecificConfigParser.readObjectType(new BitReader(audioSpecificConfig));
    }

    /**
     * Whether {@link #parse} knows configurations of this type: AAC in its many forms, and not speech or
     * lossless.
     */
    public static boolean isCarried(int objectType) {
        return AudioSpecificConfigParser.isExtension(objectType) || AudioSpecificConfigParser.isCore(objectType);
    }

    /**
     * The configuration with SBR and PS told first (§1.6.5.2), as Apple's players want them in MP4: the record itself
     * unless it tells them behind the core, and can be told in the other order.
     */
    public Slice hierarchicalRecord() {
        if (objectType == coreObjectType) {
            return record;
        }
        try {
            AudioSpecificConfigParser parser = new AudioSpecificConfigParser(record);
            parser.parse();
            int core = SampleRates.indexOf(sampleRate);
            int extension = SampleRates.indexOf(parser.extensionRate());
            boolean plain = channelConfiguration > 0 && coreObjectType == LOW_COMPLEXITY;
            if (objectTypeOf(record) != LOW_COMPLEXITY || !plain || core < 0 || extension < 0) {
                return record;
            }
            long bits = (long) objectType << 27 | core << 23 | channelConfiguration << 19 | extension << 15;
            bits |= coreObjectType << 10 | (samplesPerFrame == SHORT_FRAME ? 1 << 9 : 0);
            return new ByteWriter(4).u32(bits).take();
        } catch (MalformedInput impossible) {
            throw new IllegalStateException("a configuration with an unreadable record", impossible);
        }
    }

    /** {@code mp4a.40.} and the signalled object type. */
    public String rfc6381() {
        return "mp4a.40." + objectType;
    }
}
