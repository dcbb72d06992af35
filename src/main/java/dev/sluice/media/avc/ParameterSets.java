package dev.sluice.media.avc;

import dev.sluice.bytes.ByteReader;
import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The parameter sets that are known of a track, from its configuration record or from the stream itself.
 *
 * @param lengthSize bytes of the length in front of each NAL unit: 1, 2, 3 or 4
 */
public record ParameterSets(int lengthSize, List<Slice> sequence, List<Slice> picture) {
    /** No sets yet, and lengths of four bytes, which is what nearly everybody writes. */
    public static final ParameterSets NONE = new ParameterSets(4, List.of(), List.of());

    /** Ids go to 255, and no encoder uses more than a handful. */
    private static final int MAX_SETS = 64;

    public ParameterSets {
        sequence = List.copyOf(sequence);
        picture = List.copyOf(picture);
    }

    /**
     * Reads an AVCDecoderConfigurationRecord (ISO/IEC 14496-15 §5.3.3.1.2). A missing tail, trailing bytes,
     * several sets and none are all accepted; so are start codes in place of the record, which some encoders
     * send.
     */
    public static ParameterSets parse(Slice configurationRecord) throws MalformedInput {
        if (AnnexB.startsWithStartCode(configurationRecord)) {
            return ofStartCodes(configurationRecord);
        }
        ByteReader in = new ByteReader(configurationRecord);
        int version = in.u8();
        if (version != 1) {
            throw new MalformedInput("AVC configuration record of version " + version);
        }
        in.skip(3);
        int lengthSize = (in.u8() & 3) + 1;
        List<Slice> sequence = readSets(in, in.u8() & 0x1F, NalType.SEQUENCE_PARAMETER_SET);
        // A record that ends here has no picture sets: they come in band.
        List<Slice> picture = in.isAtEnd() ? List.of() : readSets(in, in.u8(), NalType.PICTURE_PARAMETER_SET);
        return new ParameterSets(lengthSize, sequence, picture);
    }

    private static List<Slice> readSets(ByteReader in, int count, int type) throws MalformedInput {
        List<Slice> sets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Slice set = in.slice(in.u16());
            if (!set.isEmpty() && (set.at(0) & 0x1F) == type && sets.size() < MAX_SETS) {
                sets.add(set);
            }
        }
        return sets;
    }

    private static ParameterSets ofStartCodes(Slice bytes) {
        ParameterSets sets = NONE;
        for (Slice unit : AnnexB.split(bytes)) {
            sets = sets.with(unit);
        }
        return sets;
    }

    /**
     * These sets with one more, which takes the place of the one with the same id (ITU-T H.264 §7.4.1.2.1). A
     * unit of another type, and one whose id cannot be read, changes nothing.
     */
    public ParameterSets with(Slice nalUnit) {
        int type = nalUnit.isEmpty() ? 0 : nalUnit.at(0) & 0x1F;
        if (type == NalType.SEQUENCE_PARAMETER_SET && !sequence.contains(nalUnit) && isReadable(nalUnit)) {
            return new ParameterSets(lengthSize, replace(sequence, nalUnit, 4), picture);
        }
        if (type == NalType.PICTURE_PARAMETER_SET && !picture.contains(nalUnit) && idOf(nalUnit, 1) >= 0) {
            return new ParameterSets(lengthSize, sequence, replace(picture, nalUnit, 1));
        }
        return this;
    }

    private static boolean isReadable(Slice sequenceSet) {
        try {
            SequenceParameterSet.parse(sequenceSet);
            return true;
        } catch (MalformedInput unreadable) {
            return false;
        }
    }

    private static List<Slice> replace(List<Slice> sets, Slice added, int headerBytes) {
        int id = idOf(added, headerBytes);
        List<Slice> replaced = new ArrayList<>(sets);
        replaced.removeIf(set -> idOf(set, headerBytes) == id);
        if (replaced.size() < MAX_SETS) {
            replaced.add(added);
        }
        return replaced;
    }

    /** The id, the first Exp-Golomb code behind the header; −1 if it cannot be read. */
    private static int idOf(Slice set, int headerBytes) {
        try {
            return RawPayload.of(set, headerBytes, 16).ue(255);
        } catch (MalformedInput unreadable) {
            return -1;
        }
    }

    /** Whether decoding can begin with these sets alone. */
    public boolean isComplete() {
        return !sequence.isEmpty() && !picture.isEmpty();
    }

    /** The configuration under a record written from these sets; empty while sets are missing. */
    public Optional<AvcConfiguration> configuration() throws MalformedInput {
        return isComplete() ? configuration(record()) : Optional.empty();
    }

    /** The configuration under the record as it was received; empty while sets are missing. */
    public Optional<AvcConfiguration> configuration(Slice configurationRecord) throws MalformedInput {
        if (!isComplete()) {
            return Optional.empty();
        }
        SequenceParameterSet first = SequenceParameterSet.parse(sequence.get(0));
        return Optional.of(new AvcConfiguration(
                configurationRecord,
                lengthSize,
                sequence,
                picture,
                first.profile(),
                first.constraints(),
                first.level(),
                first.displayWidth(),
                first.height(),
                first.frameRate()));
    }

    private Slice record() throws MalformedInput {
        SequenceParameterSet first = SequenceParameterSet.parse(sequence.get(0));
        ByteWriter out = new ByteWriter(128);
        out.u8(1).u8(first.profile()).u8(first.constraints()).u8(first.level());
        out.u8(0xFC | lengthSize - 1);
        int sequenceCount = Math.min(sequence.size(), 31);
        out.u8(0xE0 | sequenceCount);
        sequence.stream()
                .limit(sequenceCount)
                .forEach(set -> out.u16(set.length()).bytes(set));
        out.u8(picture.size());
        picture.forEach(set -> out.u16(set.length()).bytes(set));
        if (first.hasChromaFields()) {
            out.u8(0xFC | first.chromaFormat())
                    .u8(0xF8 | first.bitDepth() - 8)
                    .u8(0xF8 | first.chromaBitDepth() - 8)
                    .u8(0);
        }
        return out.take();
    }
}
