package dev.sluice.media.avc;

import dev.sluice.bytes.BitReader;
import dev.sluice.bytes.MalformedInput;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** The part of the video usability information (ITU-T H.264 §E.1.1) that a server has use for. */
record VideoUsability(
        int sampleAspectWidth,
        int sampleAspectHeight,
        SignalType signal,
        OptionalDouble frameRate,
        OptionalInt reorderFrames) {

    static final VideoUsability UNSAID =
            new VideoUsability(1, 1, SignalType.UNSAID, OptionalDouble.empty(), OptionalInt.empty());

    private static final int EXTENDED_SAR = 255;

    /** Table E-1, from aspect_ratio_idc 1 on. */
    private static final int[][] ASPECT_RATIOS = {
        {1, 1}, {12, 11}, {10, 11}, {16, 11}, {40, 33}, {24, 11}, {20, 11}, {32, 11},
        {80, 33}, {18, 11}, {15, 11}, {64, 33}, {160, 99}, {4, 3}, {3, 2}, {2, 1}
    };

    static VideoUsability parse(BitReader bits) throws MalformedInput {
        int aspectWidth = 1;
        int aspectHeight = 1;
        if (bits.flag()) {
            int indicator = bits.u(8);
            if (indicator == EXTENDED_SAR) {
                int codedWidth = bits.u(16);
                int codedHeight = bits.u(16);
                // §E.2.1: zero in either means "unspecified".
                aspectWidth = codedWidth == 0 || codedHeight == 0 ? 1 : codedWidth;
                aspectHeight = codedWidth == 0 || codedHeight == 0 ? 1 : codedHeight;
            } else if (indicator >= 1 && indicator <= ASPECT_RATIOS.length) {
                aspectWidth = ASPECT_RATIOS[indicator - 1][0];
                aspectHeight = ASPECT_RATIOS[indicator - 1][1];
            }
        }
        SignalType signal = signal(bits);
        OptionalDouble frameRate = bits.flag() ? frameRate(bits) : OptionalDouble.empty();
        return new VideoUsability(aspectWidth, aspectHeight, signal, frameRate, reorderFrames(bits));
    }

    /** From overscan_info_present_flag to the location of chroma samples. */
    private static SignalType signal(BitReader bits) throws MalformedInput {
        if (bits.flag()) {
            bits.flag();
        }
        SignalType signal = SignalType.UNSAID;
        if (bits.flag()) {
            bits.skip(3);
            boolean fullRange = bits.flag();
            boolean described = bits.flag();
            int colours = described ? bits.u(24) : 0x020202;
            signal = new SignalType(fullRange, colours >> 16, colours >> 8 & 0xFF, colours & 0xFF);
        }
        if (bits.flag()) {
            bits.ue();
            bits.ue();
        }
        return signal;
    }

    /** Two field durations make a frame (§E.2.1, note on time_scale). */
    private static OptionalDouble frameRate(BitReader bits) throws MalformedInput {
        long unitsInTick = bits.bits(32);
        long timescale = bits.bits(32);
        bits.flag();
        if (unitsInTick == 0) {
            return OptionalDouble.empty();
        }
        double rate = timescale / (2.0 * unitsInTick);
        return rate >= 1 && rate <= 240 ? OptionalDouble.of(rate) : OptionalDouble.empty();
    }

    private static OptionalInt reorderFrames(BitReader bits) throws MalformedInput {
        boolean nalParameters = bits.flag();
        if (nalParameters) {
            skipDecoderParameters(bits);
        }
        boolean vclParameters = bits.flag();
        if (vclParameters) {
            skipDecoderParameters(bits);
        }
        if (nalParameters || vclParameters) {
            bits.flag();
        }
        bits.flag();
        if (!bits.flag()) {
            return OptionalInt.empty();
        }
        bits.flag();
        for (int i = 0; i < 4; i++) {
            bits.ue();
        }
        return OptionalInt.of(bits.ue(16));
    }

    /** hrd_parameters() of §E.1.2. */
    private static void skipDecoderParameters(BitReader bits) throws MalformedInput {
        int count = bits.ue(31) + 1;
        bits.skip(8);
        for (int i = 0; i < count; i++) {
            bits.ue();
            bits.ue();
            bits.flag();
        }
        bits.skip(20);
    }
}
