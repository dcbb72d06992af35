package dev.sluice.media.av1;

import dev.sluice.bytes.BitReader;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import java.util.OptionalDouble;

/**
 * The sequence header OBU (AV1 specification §5.5), as far as a server has use for it.
 *
 * @param level seq_level_idx of the first operating point
 * @param samplePosition chroma_sample_position
 * @param colours color_primaries, transfer_characteristics and matrix_coefficients, a byte each; 2 is "unspecified"
 * @param fullRange color_range
 * @param width max_frame_width in pixels
 * @param height max_frame_height in pixels
 * @param frameRate pictures per second, where the encoder promises equal intervals
 */
record Av1SequenceHeader(
        int profile,
        int level,
        boolean highTier,
        int bitDepth,
        boolean monochrome,
        boolean subsampledX,
        boolean subsampledY,
        int samplePosition,
        int colours,
        boolean fullRange,
        int width,
        int height,
        OptionalDouble frameRate) {

    private static final int HIGHEST_MAIN_LEVEL = 7;

    /** Reads the payload of an OBU of type 1, without its header and size. */
    static Av1SequenceHeader parse(Slice payload) throws MalformedInput {
        BitReader bits = new BitReader(payload);
        int profile = bits.u(3);
        if (profile > 2) {
            throw new MalformedInput("AV1 profile " + profile);
        }
        bits.flag();
        boolean reduced = bits.flag();
        OptionalDouble frameRate = OptionalDouble.empty();
        int level = 0;
        boolean highTier = false;
        if (reduced) {
            level = bits.u(5);
        } else {
            int delayBits = 0;
            if (bits.flag()) {
                frameRate = timing(bits);
                delayBits = bits.flag() ? decoderModel(bits) : 0;
            }
            boolean displayDelay = bits.flag();
            int points = bits.u(5) + 1;
            for (int i = 0; i < points; i++) {
                bits.skip(12);
                int pointLevel = bits.u(5);
                boolean pointTier = pointLevel > HIGHEST_MAIN_LEVEL && bits.flag();
                skipOperatingPoint(bits, delayBits, displayDelay);
                if (i == 0) {
                    level = pointLevel;
                    highTier = pointTier;
                }
            }
        }
        int widthBits = bits.u(4) + 1;
        int heightBits = bits.u(4) + 1;
        int width = bits.u(widthBits) + 1;
        int height = bits.u(heightBits) + 1;
        skipTools(bits, reduced);
        return colour(bits, profile, level, highTier, width, height, frameRate);
    }

    /** timing_info() of §5.5.3. */
    private static OptionalDouble timing(BitReader bits) throws MalformedInput {
        long units = bits.bits(32);
        long timescale = bits.bits(32);
        if (!bits.flag()) {
            return OptionalDouble.empty();
        }
        // uvlc() of §4.10.3 is ue(v) of H.264 for all values that mean something.
        long ticks = bits.ue() + 1;
        double rate = units == 0 ? 0 : (double) timescale / units / ticks;
        return rate >= 1 && rate <= 240 ? OptionalDouble.of(rate) : OptionalDouble.empty();
    }

    /** decoder_model_info() of §5.5.4; gives the bits of a buffer delay. */
    private static int decoderModel(BitReader bits) throws MalformedInput {
        int delayBits = bits.u(5) + 1;
        bits.skip(42);
        return delayBits;
    }

    private static void skipOperatingPoint(BitReader bits, int delayBits, boolean displayDelay) throws MalformedInput {
        if (delayBits > 0 && bits.flag()) {
            bits.skip(2 * delayBits + 1);
        }
        if (displayDelay && bits.flag()) {
            bits.skip(4);
        }
    }

    /** From frame_id_numbers_present_flag to enable_restoration. */
    private static void skipTools(BitReader bits, boolean reduced) throws MalformedInput {
        if (!reduced && bits.flag()) {
            bits.skip(7);
        }
        bits.skip(3);
        if (!reduced) {
            bits.skip(4);
            boolean orderHint = bits.flag();
            if (orderHint) {
                bits.skip(2);
            }
            boolean chooseScreenTools = bits.flag();
            boolean screenTools = chooseScreenTools || bits.flag();
            if (screenTools && !bits.flag()) {
                bits.skip(1);
            }
            if (orderHint) {
                bits.skip(3);
            }
        }
        bits.skip(3);
    }

    /** color_config() of §5.5.2. */
    private static Av1SequenceHeader colour(
            BitReader bits, int profile, int level, boolean highTier, int width, int height, OptionalDouble frameRate)
            throws MalformedInput {
        boolean highDepth = bits.flag();
        boolean twelve = profile == 2 && highDepth && bits.flag();
        int depth = twelve ? 12 : highDepth ? 10 : 8;
        boolean monochrome = profile != 1 && bits.flag();
        int description = bits.flag() ? (int) bits.bits(24) : 0x020202;
        boolean subsampledX = profile != 1;
        boolean subsampledY = profile == 0;
        int position = 0;
        boolean fullRange = true;
        if (monochrome) {
            fullRange = bits.flag();
            subsampledY = true;
        } else if (description == 0x010D00) {
            // BT.709 primaries, sRGB transfer, identity matrix: RGB, never subsampled.
            subsampledX = false;
            subsampledY = false;
        } else {
            fullRange = bits.flag();
            if (profile == 2 && depth == 12) {
                subsampledX = bits.flag();
                subsampledY = subsampledX && bits.flag();
            }
            position = subsampledX && subsampledY ? bits.u(2) : 0;
        }
        return new Av1SequenceHeader(
                profile,
                level,
                highTier,
                depth,
                monochrome,
                subsampledX,
                subsampledY,
                position,
                description,
                fullRange,
                width,
                height,
                frameRate);
    }
}
