package dev.sluice.media.aac;

import dev.sluice.bytes.BitReader;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;

/** Reads an AudioSpecificConfig (ISO/IEC 14496-3 §1.6.2.1 and, for the extensions, §1.6.5). */
final class AudioSpecificConfigParser {
    private static final int ESCAPE = 31;
    private static final int EXPLICIT_RATE = 15;
    private static final int SBR = 5;
    private static final int PS = 29;
    private static final int BSAC = 22;
    private static final int LOW_DELAY = 23;
    private static final int ENHANCED_LOW_DELAY = 39;
    private static final int SYNC_SBR = 0x2B7;
    private static final int SYNC_PS = 0x548;
    private static final int MIN_RATE = 1_000;
    private static final int MAX_RATE = 192_000;

    private final Slice source;
    private final BitReader bits;
    private int objectType;
    private int coreObjectType;
    private int extensionRate;

    AudioSpecificConfigParser(Slice source) {
        this.source = source;
        bits = new BitReader(source);
    }

    AacConfiguration parse() throws MalformedInput {
        objectType = objectType();
        coreObjectType = objectType;
        int sampleRate = sampleRate();
        int channelConfiguration = bits.u(4);
        if (isExtension(objectType)) {
            extensionRate = sampleRate();
            coreObjectType = objectType();
            if (coreObjectType == BSAC) {
                bits.skip(4);
            }
        }
        if (!isCore(coreObjectType)) {
            throw new MalformedInput("audio object type " + coreObjectType + " is not AAC");
        }
        boolean shortFrames = bits.flag();
        int channels = channelsOf(channelConfiguration);
        if (coreObjectType != ENHANCED_LOW_DELAY) {
            if (bits.flag()) {
                bits.skip(14);
            }
            bits.flag();
            if (channelConfiguration == 0) {
                channels = programChannels();
            }
            backwardCompatibleExtension();
        }
        if (channels < 1 || channels > 8) {
            throw new MalformedInput("AAC with " + channels + " channels");
        }
        return new AacConfiguration(
                source,
                objectType,
                coreObjectType,
                sampleRate,
                channels,
                channelConfiguration,
                samplesPerFrame(shortFrames));
    }

    /** Samples per second with SBR, once parsed; 0 without. */
    int extensionRate() {
        return extensionRate;
    }

    private int objectType() throws MalformedInput {
        return readObjectType(bits);
    }

    static int readObjectType(BitReader bits) throws MalformedInput {
        int type = bits.u(5);
        return type == ESCAPE ? 32 + bits.u(6) : type;
    }

    private int sampleRate() throws MalformedInput {
        int index = bits.u(4);
        int rate = index == EXPLICIT_RATE ? bits.u(24) : SampleRates.ofIndex(index);
        if (rate < MIN_RATE || rate > MAX_RATE) {
            throw new MalformedInput("AAC sample rate " + rate + " by index " + index);
        }
        return rate;
    }

    /**
     * The types whose configuration begins as GASpecificConfig (table 1.15), and ER AAC ELD, which does too.
     */
    static boolean isCore(int type) {
        return switch (type) {
            case 1, 2, 3, 4, 6, 7, 17, 19, 20, 21, BSAC, LOW_DELAY, ENHANCED_LOW_DELAY -> true;
            default -> false;
        };
    }

    /** The types that extend a core by spectral band replication or parametric stereo. */
    static boolean isExtension(int type) {
        return type == SBR || type == PS;
    }

    private int samplesPerFrame(boolean shortFrames) {
        boolean lowDelay = coreObjectType == LOW_DELAY || coreObjectType == ENHANCED_LOW_DELAY;
        if (lowDelay) {
            return shortFrames ? 480 : 512;
        }
        return shortFrames ? 960 : 1024;
    }

    /** Table 1.19; 0 says that a program config element follows. */
    private static int channelsOf(int configuration) throws MalformedInput {
        return switch (configuration) {
            case 0 -> 0;
            case 1, 2, 3, 4, 5, 6 -> configuration;
            case 7, 12, 14 -> 8;
            case 11 -> 7;
            default -> throw new MalformedInput("AAC channel configuration " + configuration);
        };
    }

    /** Counts the channels of a program_config_element (ISO/IEC 14496-3 §4.4.1.1). */
    private int programChannels() throws MalformedInput {
        bits.skip(10);
        int elements = bits.u(4) + bits.u(4) + bits.u(4);
        int channels = bits.u(2);
        bits.skip(7);
        skipMixdown(4);
        skipMixdown(4);
        skipMixdown(3);
        for (int i = 0; i < elements; i++) {
            channels += bits.flag() ? 2 : 1;
            bits.skip(4);
        }
        return channels;
    }

    private void skipMixdown(int width) throws MalformedInput {
        if (bits.flag()) {
            bits.skip(width);
        }
    }

    /**
     * Explicit backward compatible signalling: SBR and PS told behind what an old decoder reads (§1.6.5.3).
     */
    private void backwardCompatibleExtension() throws MalformedInput {
        if (isExtension(objectType) || bits.remainingBits() < 16 || bits.u(11) != SYNC_SBR) {
            return;
        }
        if (objectType() != SBR || bits.remainingBits() < 1 || !bits.flag()) {
            return;
        }
        extensionRate = sampleRate();
        objectType = SBR;
        if (bits.remainingBits() >= 12 && bits.u(11) == SYNC_PS && bits.flag()) {
            objectType = PS;
        }
    }
}
