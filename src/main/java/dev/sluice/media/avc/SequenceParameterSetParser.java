package dev.sluice.media.avc;

import dev.sluice.bytes.BitReader;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;

/** Reads one sequence parameter set, in the order of ITU-T H.264 §7.3.2.1.1. */
final class SequenceParameterSetParser {
    /** No real set is longer; what lies behind is not looked at. */
    private static final int MAX_BYTES = 4096;

    private static final int MIN_SIDE = 16;
    private static final int MAX_SIDE = 16_384;
    private static final long MAX_AREA = 1L << 28;

    private final Slice nalUnit;
    private final BitReader bits;
    private int chromaFormat = 1;
    private int chromaArrayType = 1;
    private int bitDepth = 8;
    private int chromaBitDepth = 8;
    private boolean framesOnly = true;
    private int width;
    private int height;

    SequenceParameterSetParser(Slice nalUnit) {
        this.nalUnit = nalUnit;
        bits = RawPayload.of(nalUnit, 1, MAX_BYTES);
    }

    SequenceParameterSet parse() throws MalformedInput {
        if (nalUnit.isEmpty() || (nalUnit.at(0) & 0x1F) != NalType.SEQUENCE_PARAMETER_SET) {
            throw new MalformedInput("not a sequence parameter set");
        }
        int profile = bits.u(8);
        int constraints = bits.u(8);
        int level = bits.u(8);
        int id = bits.ue(31);
        if (SequenceParameterSet.hasChromaFields(profile)) {
            chromaFields();
        }
        pictureOrder();
        size();
        VideoUsability usability = bits.flag() ? usability() : VideoUsability.UNSAID;
        return new SequenceParameterSet(
                profile,
                constraints,
                level,
                id,
                chromaFormat,
                bitDepth,
                chromaBitDepth,
                width,
                height,
                !framesOnly,
                usability.sampleAspectWidth(),
                usability.sampleAspectHeight(),
                usability.signal(),
                usability.frameRate(),
                usability.reorderFrames());
    }

    private void chromaFields() throws MalformedInput {
        chromaFormat = bits.ue(3);
        boolean separatePlanes = chromaFormat == 3 && bits.flag();
        chromaArrayType = separatePlanes ? 0 : chromaFormat;
        bitDepth = 8 + bits.ue(6);
        chromaBitDepth = 8 + bits.ue(6);
        bits.flag();
        if (bits.flag()) {
            int lists = chromaFormat == 3 ? 12 : 8;
            for (int i = 0; i < lists; i++) {
                if (bits.flag()) {
                    scalingList(i < 6 ? 16 : 64);
                }
            }
        }
    }

    /** scaling_list() of §7.3.2.1.1.1; its values do not matter here, but its length depends on them. */
    private void scalingList(int size) throws MalformedInput {
        int last = 8;
        int next = 8;
        for (int i = 0; i < size; i++) {
            if (next != 0) {
                next = (int) Math.floorMod(last + bits.se(), 256L);
            }
            last = next == 0 ? last : next;
        }
    }

    private void pictureOrder() throws MalformedInput {
        bits.ue(12);
        switch (bits.ue(2)) {
            case 0 -> bits.ue(12);
            case 1 -> {
                bits.flag();
                bits.se();
                bits.se();
                int frames = bits.ue(255);
                for (int i = 0; i < frames; i++) {
                    bits.se();
                }
            }
            default -> {
                // Type 2: output order is decoding order, nothing follows.
            }
        }
        bits.ue();
        bits.flag();
    }

    private void size() throws MalformedInput {
        int macroblocksWide = bits.ue(MAX_SIDE / 16 - 1) + 1;
        int mapUnitsHigh = bits.ue(MAX_SIDE / 16 - 1) + 1;
        framesOnly = bits.flag();
        if (!framesOnly) {
            bits.flag();
        }
        bits.flag();
        int fieldFactor = framesOnly ? 1 : 2;
        width = macroblocksWide * 16;
        height = fieldFactor * mapUnitsHigh * 16;
        if (bits.flag()) {
            crop(fieldFactor);
        }
        if (width < MIN_SIDE || height < MIN_SIDE || height > MAX_SIDE || (long) width * height > MAX_AREA) {
            throw new MalformedInput("picture of " + width + "x" + height);
        }
    }

    /** Table 6-1 and equations 7-19 to 7-22: crop offsets count chroma samples. */
    private void crop(int fieldFactor) throws MalformedInput {
        int unitX = chromaArrayType == 1 || chromaArrayType == 2 ? 2 : 1;
        int unitY = (chromaArrayType == 1 ? 2 : 1) * fieldFactor;
        long horizontal = unitX * ((long) bits.ue(MAX_SIDE) + bits.ue(MAX_SIDE));
        long vertical = unitY * ((long) bits.ue(MAX_SIDE) + bits.ue(MAX_SIDE));
        if (horizontal >= width || vertical >= height) {
            throw new MalformedInput("cropping removes the whole picture");
        }
        width -= (int) horizontal;
        height -= (int) vertical;
    }

    /** A set whose VUI is cut off or odd still tells its size, which is all that decoding here depends on. */
    private VideoUsability usability() {
        try {
            return VideoUsability.parse(bits);
        } catch (MalformedInput damaged) {
            return VideoUsability.UNSAID;
        }
    }
}
