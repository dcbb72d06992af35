package dev.sluice.container.cmaf;

import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.media.Codec;
import dev.sluice.media.CodecCases;
import dev.sluice.media.ColorInfo;
import dev.sluice.media.avc.AvcConfiguration;
import dev.sluice.media.avc.SequenceParameterSet;
import java.util.Optional;

/**
 * The sample entry of each codec: what a player creates its decoder from.
 *
 * @param color what the encoder told apart from the bitstream
 */
record SampleEntries(Optional<ColorInfo> color) implements CodecCases<Slice> {
    @Override
    public Slice avc(Codec.Avc codec) {
        AvcConfiguration configuration = codec.configuration();
        Slice box = NalBoxes.avcC(configuration);
        if (configuration.sequenceParameterSets().isEmpty()) {
            return VisualEntry.of("avc1", codec.width(), codec.height(), box, VisualEntry.color(color));
        }
        SequenceParameterSet set = parsed(configuration.sequenceParameterSets().get(0));
        Slice aspect = VisualEntry.aspect(set.sampleAspectWidth(), set.sampleAspectHeight());
        return VisualEntry.of("avc1", set.width(), set.height(), box, aspect, VisualEntry.color(color));
    }

    private static SequenceParameterSet parsed(Slice set) {
        try {
            return SequenceParameterSet.parse(set);
        } catch (MalformedInput impossible) {
            throw new IllegalStateException("a configuration with an unreadable set", impossible);
        }
    }

    @Override
    public Slice hevc(Codec.Hevc codec) {
        return picture("hvc1", codec, NalBoxes.hvcC(codec.configuration()));
    }

    @Override
    public Slice av1(Codec.Av1 codec) {
        return picture("av01", codec, Box.of("av1C", codec.configuration().record()));
    }

    @Override
    public Slice vp9(Codec.Vp9 codec) {
        return picture("vp09", codec, Box.of("vpcC", codec.configuration().record()));
    }

    private Slice picture(String type, Codec.Video codec, Slice box) {
        return VisualEntry.of(type, codec.width(), codec.height(), box, VisualEntry.color(color));
    }

    @Override
    public Slice aac(Codec.Aac codec) {
        Slice specific = codec.configuration().record();
        return AudioEntry.of("mp4a", codec, ElementaryStreamBox.of(ElementaryStreamBox.MPEG4_AUDIO, specific));
    }

    @Override
    public Slice mp3(Codec.Mp3 codec) {
        boolean fullRate = codec.configuration().version() == 1;
        int objectType = fullRate ? ElementaryStreamBox.MPEG1_AUDIO : ElementaryStreamBox.MPEG2_AUDIO;
        return AudioEntry.of("mp4a", codec, ElementaryStreamBox.of(objectType, Slice.EMPTY));
    }

    @Override
    public Slice opus(Codec.Opus codec) {
        return AudioEntry.of("Opus", codec, OpusBox.of(codec.configuration()));
    }

    @Override
    public Slice flac(Codec.Flac codec) {
        return FlacEntry.of(codec.configuration());
    }

    @Override
    public Slice ac3(Codec.Ac3 codec) {
        return AudioEntry.of("ac-3", codec, DolbyBoxes.dac3(codec.configuration()));
    }

    @Override
    public Slice eac3(Codec.Eac3 codec) {
        return AudioEntry.of("ec-3", codec, DolbyBoxes.dec3(codec.configuration()));
    }
}
