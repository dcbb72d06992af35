package dev.sluice.media.hevc;

import dev.sluice.bytes.BitReader;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.media.avc.RawPayload;

/**
 * The part of a sequence parameter set (ITU-T H.265 §7.3.2.2.1) that a server has use for. The usability
 * information behind it is not read: encoders get it wrong, and the frame rate can be measured.
 *
 * @param compatibility general_profile_compatibility_flags, flag 0 in bit 31
 * @param constraints the 48 bits from general_progressive_source_flag on
 * @param width cropped, in pixels
 * @param height cropped, in pixels
 */
record HevcSequenceSet(
        int profileSpace,
        boolean highTier,
        int profile,
        long compatibility,
        long constraints,
        int level,
        int subLayers,
        boolean nested,
        int chromaFormat,
        int width,
        int height,
        int bitDepth,
        int chromaBitDepth) {

    private static final int NAL_HEADER = 2;
    /** Everything up to the bit depths lies within this. */
    private static final int MAX_BYTES = 512;

    private static final int MAX_SIDE = 16_384;

    static HevcSequenceSet parse(Slice nalUnit) throws MalformedInput {
        BitReader bits = RawPayload.of(nalUnit, NAL_HEADER, MAX_BYTES);
        bits.skip(4);
        int subLayers = bits.u(3) + 1;
        boolean nested = bits.flag();
        int profileSpace = bits.u(2);
        boolean highTier = bits.flag();
        int profile = bits.u(5);
        long compatibility = bits.bits(32);
        long constraints = bits.bits(32) << 16 | bits.bits(16);
        int level = bits.u(8);
        skipSubLayers(bits, subLayers - 1);
        bits.ue(15);
        int chroma = bits.ue(3);
        boolean separatePlanes = chroma == 3 && bits.flag();
        int codedWidth = bits.ue(MAX_SIDE);
        int codedHeight = bits.ue(MAX_SIDE);
        int width = codedWidth;
        int height = codedHeight;
        if (bits.flag()) {
            int unitWidth = chroma == 1 || chroma == 2 ? 2 : 1;
            int unitHeight = chroma == 1 ? 2 : 1;
            width -= unitWidth * (bits.ue(MAX_SIDE) + bits.ue(MAX_SIDE));
            height -= unitHeight * (bits.ue(MAX_SIDE) + bits.ue(MAX_SIDE));
        }
        if (width < 16 || height < 16) {
            throw new MalformedInput("HEVC picture of " + width + "x" + height + " pixels");
        }
        int depth = bits.ue(8) + 8;
        int chromaDepth = bits.ue(8) + 8;
        return new HevcSequenceSet(
                profileSpace,
                highTier,
                profile,
                compatibility,
                constraints,
                level,
                subLayers,
                nested,
                separatePlanes ? 0 : chroma,
                width,
                height,
                depth,
                chromaDepth);
    }

    /** The rest of profile_tier_level() (§7.3.3): flags for eight layers, then what they announce. */
    private static void skipSubLayers(BitReader bits, int count) throws MalformedInput {
        if (count == 0) {
            return;
        }
        int present = 0;
        for (int i = 0; i < 8; i++) {
            boolean profilePresent = bits.flag();
            boolean levelPresent = bits.flag();
            if (i < count) {
                present += (profilePresent ? 88 : 0) + (levelPresent ? 8 : 0);
            }
        }
        bits.skip(present);
    }
}
