package dev.sluice.container.cmaf;

import dev.sluice.media.Codec;
import dev.sluice.media.CodecCases;
import dev.sluice.media.avc.AvcConfiguration;
import dev.sluice.media.avc.NalType;
import dev.sluice.media.hevc.HevcConfiguration;
import dev.sluice.media.hevc.HevcNalType;

/** The form of each codec's samples. */
enum SampleForms implements CodecCases<SampleForm> {
    INSTANCE;

    @Override
    public SampleForm avc(Codec.Avc codec) {
        AvcConfiguration configuration = codec.configuration();
        ConfiguredSets sets = ConfiguredSets.of(configuration);
        return new NalSamples(configuration.lengthSize(), (unit, start, length) -> {
            int type = unit.at(start) & 0x1F;
            return NalType.isDispensable(type) || (NalType.isParameterSet(type) && sets.has(unit, start, length));
        });
    }

    @Override
    public SampleForm hevc(Codec.Hevc codec) {
        HevcConfiguration configuration = codec.configuration();
        ConfiguredSets sets = ConfiguredSets.of(configuration);
        return new NalSamples(configuration.lengthSize(), (unit, start, length) -> {
            int type = HevcNalType.of(unit.at(start));
            return HevcNalType.isDispensable(type)
                    || (HevcNalType.isParameterSet(type) && sets.has(unit, start, length));
        });
    }

    @Override
    public SampleForm av1(Codec.Av1 codec) {
        return SampleForm.AS_IS;
    }

    @Override
    public SampleForm vp9(Codec.Vp9 codec) {
        return SampleForm.AS_IS;
    }

    @Override
    public SampleForm aac(Codec.Aac codec) {
        return SampleForm.AS_IS;
    }

    @Override
    public SampleForm opus(Codec.Opus codec) {
        return SampleForm.AS_IS;
    }

    @Override
    public SampleForm mp3(Codec.Mp3 codec) {
        return SampleForm.AS_IS;
    }

    @Override
    public SampleForm flac(Codec.Flac codec) {
        return SampleForm.AS_IS;
    }

    @Override
    public SampleForm ac3(Codec.Ac3 codec) {
        return SampleForm.AS_IS;
    }

    @Override
    public SampleForm eac3(Codec.Eac3 codec) {
        return SampleForm.AS_IS;
    }
}
