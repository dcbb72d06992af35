package dev.sluice.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.media.aac.AacConfiguration;
import dev.sluice.media.aac.Adts;
import dev.sluice.media.ac3.Ac3Frame;
import dev.sluice.media.av1.Av1Configuration;
import dev.sluice.media.av1.Av1TemporalUnit;
import dev.sluice.media.avc.AnnexB;
import dev.sluice.media.avc.AvcConfiguration;
import dev.sluice.media.avc.ParameterSets;
import dev.sluice.media.avc.SequenceParameterSet;
import dev.sluice.media.flac.FlacConfiguration;
import dev.sluice.media.flac.FlacFrame;
import dev.sluice.media.hevc.HevcConfiguration;
import dev.sluice.media.hevc.HevcParameterSets;
import dev.sluice.media.mp3.Mp3Header;
import dev.sluice.media.opus.OpusConfiguration;
import dev.sluice.media.opus.OpusPacket;
import dev.sluice.media.vp9.Vp9Configuration;
import dev.sluice.media.vp9.Vp9Picture;
import java.util.Optional;

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

    @FuzzTest
    void adts(byte[] input) {
        run(input, bytes -> {
            Optional<Adts> found = Adts.read(bytes, 0);
            return found.isEmpty() ? "none" : found.get().configuration();
        });
    }

    @FuzzTest
    void hevc(byte[] input) {
        run(input, bytes -> HevcConfiguration.parse(bytes).map(ConfigurationFuzzTest::checked));
    }

    @FuzzTest
    void hevcInBand(byte[] input) {
        run(input, bytes -> {
            HevcParameterSets sets = HevcParameterSets.NONE;
            for (Slice unit : AnnexB.split(bytes)) {
                sets = sets.with(unit);
            }
            return sets.configuration().map(ConfigurationFuzzTest::checked);
        });
    }

    @FuzzTest
    void av1(byte[] input) {
        run(input, bytes -> Av1Configuration.parse(bytes).map(found -> sized(found.width(), found.rfc6381())));
    }

    @FuzzTest
    void av1SequenceHeader(byte[] input) {
        run(input, bytes -> {
            Av1Configuration found = Av1Configuration.ofSequenceHeader(bytes);
            return same(found, Av1Configuration.parse(found.record()).orElseThrow());
        });
    }

    @FuzzTest
    void av1TemporalUnit(byte[] input) {
        run(input, bytes -> {
            Av1TemporalUnit found = Av1TemporalUnit.read(bytes);
            return same(found, Av1TemporalUnit.read(found.data()));
        });
    }

    @FuzzTest
    void vp9(byte[] input) {
        run(input, bytes -> {
            Vp9Configuration found = Vp9Configuration.parse(bytes);
            return found.rfc6381() + same(found, Vp9Configuration.parse(found.record()));
        });
    }

    @FuzzTest
    void vp9KeyFrame(byte[] input) {
        run(
                input,
                bytes -> Vp9Picture.ofKeyFrame(bytes).map(found -> sized(found.width(), Vp9Configuration.of(found))));
    }

    @FuzzTest
    void opus(byte[] input) {
        run(
                input,
                bytes -> within(5_760, OpusPacket.samples(bytes))
                        + OpusConfiguration.parse(bytes).channels());
    }

    @FuzzTest
    void flac(byte[] input) {
        run(input, bytes -> {
            within(65_536, FlacFrame.samples(bytes));
            FlacConfiguration found = FlacConfiguration.parse(bytes);
            return same(found, FlacConfiguration.parse(found.record()));
        });
    }

    @FuzzTest
    void ac3(byte[] input) {
        run(input, bytes -> Ac3Frame.read(bytes, 0).map(found -> within(bytes.length(), found.frameLength())));
    }

    @FuzzTest
    void mp3(byte[] input) {
        run(input, bytes -> Mp3Header.read(bytes, 0).map(found -> sized(found.frameLength(), found.configuration())));
    }

    private static Object checked(HevcConfiguration found) {
        try {
            return sized(found.width(), found.rfc6381())
                    + same(found, HevcConfiguration.parse(found.record()).orElseThrow());
        } catch (MalformedInput e) {
            throw new AssertionError("our own record cannot be read", e);
        }
    }

    private static <T> String same(T found, T again) {
        if (!found.equals(again)) {
            throw new AssertionError(found + " was written and read as " + again);
        }
        return "same";
    }

    private static String sized(int size, Object found) {
        if (size < 1) {
            throw new AssertionError("nothing of size: " + found);
        }
        return found.toString();
    }

    private static String within(int most, int found) {
        if (found < 0 || found > most) {
            throw new AssertionError(found + " where " + most + " is the most");
        }
        return "within";
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
