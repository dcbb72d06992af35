package dev.sluice.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.media.aac.AacConfiguration;
import dev.sluice.media.avc.AnnexB;
import dev.sluice.media.avc.AvcConfiguration;
import dev.sluice.media.avc.ParameterSets;
import dev.sluice.media.avc.SequenceParameterSet;

/** The parsers of decoder configurations. A new codec is one line here. */
class ConfigurationFuzzTest {
    private interface Parser {
        Object parse(Slice bytes) throws MalformedInput;
    }

    @FuzzTest
    void avc(byte[] input) {
        run(input, bytes -> AvcConfiguration.parse(bytes).map(found -> found.rfc6381() + found.parameterSets()));
    }

    @FuzzTest
    void avcSequenceParameterSet(byte[] input) {
        run(input, bytes -> {
            SequenceParameterSet found = SequenceParameterSet.parse(bytes);
            if (found.displayWidth() < 1) {
                throw new AssertionError("a picture without width: " + found);
            }
            return found.profileName() + found.levelName() + found.isWidelyPlayable() + found.hasChromaFields();
        });
    }

    @FuzzTest
    void avcInBand(byte[] input) {
        run(input, bytes -> {
            ParameterSets sets = ParameterSets.NONE;
            for (Slice unit : AnnexB.split(bytes)) {
                sets = unit.isEmpty() ? sets : sets.with(unit);
            }
            AnnexB.toLengthPrefixed(bytes);
            return sets.configuration();
        });
    }

    @FuzzTest
    void aac(byte[] input) {
        run(input, bytes -> {
            AacConfiguration found = AacConfiguration.parse(bytes);
            if (found.sampleRate() < 1 || found.channels() < 0 || found.samplesPerFrame() < 1) {
                throw new AssertionError("impossible sound: " + found);
            }
            return found.rfc6381();
        });
    }

    private static void run(byte[] input, Parser parser) {
        Effort.within((1 << 20) + 200L * input.length, () -> parse(Slice.wrap(input), parser));
    }

    private static void parse(Slice bytes, Parser parser) {
        try {
            if (parser.parse(bytes).toString().isEmpty()) {
                throw new AssertionError("a configuration without a text");
            }
        } catch (MalformedInput expected) {
            AmfFuzzTest.requireReason(expected);
        }
    }
}
