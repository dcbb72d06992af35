package dev.sluice.container.cmaf;

import dev.sluice.bytes.Slice;
import dev.sluice.media.avc.AvcConfiguration;
import dev.sluice.media.hevc.HevcConfiguration;
import java.util.List;
import java.util.stream.Stream;

/** The parameter sets that the sample entry has, so that samples need not repeat them. */
record ConfiguredSets(List<Slice> sets) {
    static ConfiguredSets of(AvcConfiguration configuration) {
        return joined(configuration.sequenceParameterSets(), configuration.pictureParameterSets());
    }

    static ConfiguredSets of(HevcConfiguration configuration) {
        ConfiguredSets others = joined(configuration.sequenceParameterSets(), configuration.pictureParameterSets());
        return joined(configuration.videoParameterSets(), others.sets);
    }

    private static ConfiguredSets joined(List<Slice> some, List<Slice> others) {
        return new ConfiguredSets(Stream.concat(some.stream(), others.stream()).toList());
    }

    /** Whether the bytes of {@code unit} from {@code start} on are one of the sets. */
    boolean has(Slice unit, int start, int length) {
        for (int i = 0; i < sets.size(); i++) {
            Slice set = sets.get(i);
            if (set.length() == length && unit.startsWith(start, set)) {
                return true;
            }
        }
        return false;
    }
}
