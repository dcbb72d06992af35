package dev.sluice.media.avc;

import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a sequence parameter set says about its pictures (ITU-T H.264 §7.3.2.1.1).
 *
 * @param profile profile_idc
 * @param constraints constraint flags, 8 bits
 * @param level level_idc
 * @param id seq_parameter_set_id, 0…31
 * @param chromaFormat 0 monochrome, 1 4:2:0, 2 4:2:2, 3 4:4:4
 * @param bitDepth of luma, 8…14
 * @param chromaBitDepth 8…14
 * @param width cropped width in samples
 * @param height cropped height in samples
 * @param interlaced whether pictures may be fields
 * @param sampleAspectWidth width of a sample in units of its {@code sampleAspectHeight}; 1:1 when not said
 * @param signal the colours of the VUI
 * @param frameRate frames per second of the VUI if between 1 and 240
 * @param reorderFrames max_num_reorder_frames if the VUI has it
 */
public record SequenceParameterSet(
        int profile,
        int constraints,
        int level,
        int id,
        int chromaFormat,
        int bitDepth,
        int chromaBitDepth,
        int width,
        int height,
        boolean interlaced,
        int sampleAspectWidth,
        int sampleAspectHeight,
        SignalType signal,
        OptionalDouble frameRate,
        OptionalInt reorderFrames) {

    /** Parses a NAL unit of type 7, header byte included, with its emulation prevention. */
    public static SequenceParameterSet parse(Slice nalUnit) throws MalformedInput {
        return new SequenceParameterSetParser(nalUnit).parse();
    }

    /**
     * Whether the profile is one whose parameter sets and configuration records tell chroma format and
     * depths.
     */
    public boolean hasChromaFields() {
        return hasChromaFields(profile);
    }

    static boolean hasChromaFields(int profile) {
        return switch (profile) {
            case 100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135 -> true;
            default -> false;
        };
    }

    /** Width in square pixels. */
    public int displayWidth() {
        long scaled = Math.round((double) width * sampleAspectWidth / sampleAspectHeight);
        return (int) Math.max(1, Math.min(scaled, Integer.MAX_VALUE));
    }

    /** Whether browsers can be expected to decode it: 4:2:0 with 8 bits in Baseline, Main or High. */
    public boolean isWidelyPlayable() {
        return chromaFormat == 1 && bitDepth == 8 && (profile == 66 || profile == 77 || profile == 100);
    }

    /** Name of the profile, such as {@code Constrained Baseline}. */
    public String profileName() {
        return switch (profile) {
            case 66 -> (constraints & 0x40) != 0 ? "Constrained Baseline" : "Baseline";
            case 77 -> "Main";
            case 88 -> "Extended";
            case 100 -> "High";
            case 110 -> "High 10";
            case 122 -> "High 4:2:2";
            case 244 -> "High 4:4:4";
            default -> "profile " + profile;
        };
    }

    /** The level as people write it, such as {@code 3.1} or {@code 1b} (ITU-T H.264 §A.3.1). */
    public String levelName() {
        boolean oneB = level == 11 && (constraints & 0x10) != 0 && (profile == 66 || profile == 77 || profile == 88);
        return oneB ? "1b" : level / 10 + "." + level % 10;
    }
}
