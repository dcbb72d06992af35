package dev.sluice.media.hevc;

import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The decoder configuration of an HEVC track (ISO/IEC 14496-15 §8.3.3.1) with what its sequence parameter
 * set says.
 *
 * @param record an HEVCDecoderConfigurationRecord with the three kinds of parameter sets and nothing else
 * @param lengthSize bytes of the length in front of each NAL unit: 1, 2, 3 or 4
 * @param profileSpace 0, or 1…3 for A…C
 * @param compatibility general_profile_compatibility_flags, flag 0 in bit 31
 * @param constraints the 48 bits from general_progressive_source_flag on
 * @param level thirty times the level's number
 * @param bitDepth of luma samples
 * @param width cropped, in pixels
 * @param height cropped, in pixels
 */
public record HevcConfiguration(
        Slice record,
        int lengthSize,
        List<Slice> videoParameterSets,
        List<Slice> sequenceParameterSets,
        List<Slice> pictureParameterSets,
        int profileSpace,
        boolean highTier,
        int profile,
        long compatibility,
        long constraints,
        int level,
        int bitDepth,
        int width,
        int height) {

    public HevcConfiguration {
        videoParameterSets = List.copyOf(videoParameterSets);
        sequenceParameterSets = List.copyOf(sequenceParameterSets);
        pictureParameterSets = List.copyOf(pictureParameterSets);
    }

    /**
     * Parses an HEVCDecoderConfigurationRecord; empty if it is well-formed and lacks parameter sets, which
     * then come in band. {@link HevcParameterSets} tells which tolerances apply.
     */
    public static Optional<HevcConfiguration> parse(Slice configurationRecord) throws MalformedInput {
        return HevcParameterSets.parse(configurationRecord).configuration();
    }

    /** The parameter sets, to be changed by those that come in band. */
    public HevcParameterSets parameterSets() {
        return new HevcParameterSets(lengthSize, videoParameterSets, sequenceParameterSets, pictureParameterSets);
    }

    /** As ISO/IEC 14496-15 §E.3 writes it, for example {@code hvc1.1.6.L93.90}. */
    public String rfc6381() {
        StringBuilder text = new StringBuilder("hvc1.");
        if (profileSpace > 0) {
            text.append((char) ('A' + profileSpace - 1));
        }
        text.append(profile).append('.');
        text.append(String.format(Locale.ROOT, "%X", Integer.reverse((int) compatibility)));
        text.append(highTier ? ".H" : ".L").append(level);
        long left = constraints << 16;
        while (left != 0) {
            text.append(String.format(Locale.ROOT, ".%X", left >>> 56));
            left <<= 8;
        }
        return text.toString();
    }
}
