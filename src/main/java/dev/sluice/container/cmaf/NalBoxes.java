package dev.sluice.container.cmaf;

import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.media.avc.AvcConfiguration;
import dev.sluice.media.avc.ParameterSets;
import dev.sluice.media.hevc.HevcConfiguration;

/**
 * The configuration boxes of H.264 and HEVC (ISO/IEC 14496-15 §5.3.3 and §8.3.3). Both are written anew from the
 * parameter sets: what an encoder sent may have lengths of another size than samples have, may lack its tail or be
 * full of SEI.
 */
final class NalBoxes {
    private NalBoxes() {}

    static Slice avcC(AvcConfiguration configuration) {
        ParameterSets sets = new ParameterSets(
                NalSamples.LENGTH_SIZE, configuration.sequenceParameterSets(), configuration.pictureParameterSets());
        try {
            return Box.of("avcC", sets.configuration().orElse(configuration).record());
        } catch (MalformedInput impossible) {
            throw new IllegalStateException("a configuration with unreadable sets", impossible);
        }
    }

    static Slice hvcC(HevcConfiguration configuration) {
        try {
            return Box.of(
                    "hvcC",
                    configuration
                            .parameterSets()
                            .withLengthSize(NalSamples.LENGTH_SIZE)
                            .configuration()
                            .orElse(configuration)
                            .record());
        } catch (MalformedInput impossible) {
            throw new IllegalStateException("a configuration with unreadable sets", impossible);
        }
    }
}
