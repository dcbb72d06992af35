package dev.sluice.container.cmaf;

import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.media.Codec;
import dev.sluice.media.CodecCases;
import dev.sluice.media.ColorInfo;
import dev.sluice.media.av1.Av1Configuration;
import dev.sluice.media.avc.AvcConfiguration;
import dev.sluice.media.avc.SequenceParameterSet;
import dev.sluice.media.avc.SignalType;
import dev.sluice.media.vp9.Vp9Configuration;
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
        SignalType signal = set.signal();
        Slice colours = colours(signal.primaries(), signal.transfer(), signal.matrix(), signal.fullRange());
        return VisualEntry.of("avc1", set.width(), set.height(), box, aspect, colours);
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
        return picture("hvc1", codec, NalBoxes.hvcC(codec.configuration()), VisualEntry.color(color));
    }

    @Override
    public Slice av1(Codec.Av1 codec) {
        Av1Configuration av1 = codec.configuration();
        Slice colours = colours(av1.primaries(), av1.transfer(), av1.matrix(), av1.fullRange());
        return picture("av01", codec, Box.of("av1C", av1.record()), colours);
    }

    @Override
    public Slice vp9(Codec.Vp9 codec) {
        Vp9Configuration vp9 = codec.configuration();
        Slice colours = colours(vp9.primaries(), vp9.transfer(), vp9.matrix(), vp9.fullRange());
        return picture("vp09", codec, Box.of("vpcC", vp9.record()), colours);
    }

    private static Slice picture(String type, Codec.Video codec, Slice box, Slice colours) {
        return VisualEntry.of(type, codec.width(), codec.height(), box, colours);
    }

    /** What the bitstream says is believed: it is what a decoder goes by without a container. */
    private Slice colours(int primaries, int transfer, int matrix, boolean fullRange) {
        Slice said = VisualEntry.color(primaries, transfer, matrix, fullRange);
        return said.isEmpty() ? VisualEntry.color(color) : said;
    }

    @Override
    public Slice aac(Codec.Aac codec) {
        Slice specific = codec.configuration().hierarchicalRecord();
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
