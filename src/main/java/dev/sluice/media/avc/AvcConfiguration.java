package dev.sluice.media.avc;

import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The decoder configuration of an H.264 track (ISO/IEC 14496-15 §5.3.3.1) with what its sequence parameter
 * set says.
 *
 * @param record the AVCDecoderConfigurationRecord as received
 * @param lengthSize bytes of the length in front of each NAL unit: 1, 2, 3 or 4
 * @param profile profile_idc of the SPS
 * @param constraints constraint flags of the SPS, 8 bits
 * @param level level_idc of the SPS
 * @param width display width in pixels, cropped and corrected by the sample aspect ratio
 * @param height display height in pixels, cropped
 * @param frameRate frames per second of the VUI, if it has them and they are between 1 and 240
 */
public record AvcConfiguration(
        Slice record,
        int lengthSize,
        List<Slice> sequenceParameterSets,
        List<Slice> pictureParameterSets,
        int profile,
        int constraints,
        int level,
        int width,
        int height,
        OptionalDouble frameRate) {

    public AvcConfiguration {
        sequenceParameterSets = List.copyOf(sequenceParameterSets);
        pictureParameterSets = List.copyOf(pictureParameterSets);
    }

    /**
     * Parses an AVCDecoderConfigurationRecord; empty if it is well-formed and lacks parameter sets, which
     * then come in band. {@link ParameterSets} tells which tolerances apply.
     */
    public static Optional<AvcConfiguration> parse(Slice configurationRecord) throws MalformedInput {
        return ParameterSets.parse(configurationRecord).configuration(configurationRecord);
    }

    /** The parameter sets, to be changed by those that come in band. */
    public ParameterSets parameterSets() {
        return new ParameterSets(lengthSize, sequenceParameterSets, pictureParameterSets);
    }

    /** {@code avc1.PPCCLL} in lower-case hexadecimal. */
    public String rfc6381() {
        return String.format("avc1.%02x%02x%02x", profile, constraints, level);
    }
}
