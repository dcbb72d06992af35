package dev.sluice.media.hevc;

import dev.sluice.bytes.ByteReader;
import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.media.avc.AnnexB;
import dev.sluice.media.avc.RawPayload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The parameter sets that are known of a track, from its configuration record or from the stream itself.
 *
 * @param lengthSize bytes of the length in front of each NAL unit: 1, 2, 3 or 4
 */
public record HevcParameterSets(int lengthSize, List<Slice> video, List<Slice> sequence, List<Slice> picture) {
    /** No sets yet, and lengths of four bytes. */
    public static final HevcParameterSets NONE = new HevcParameterSets(4, List.of(), List.of(), List.of());

    private static final int FIXED_LENGTH = 23;
    private static final int LENGTH_SIZE_AT = 21;
    private static final int MAX_SETS = 64;

    public HevcParameterSets {
        video = List.copyOf(video);
        sequence = List.copyOf(sequence);
        picture = List.copyOf(picture);
    }

    /**
     * Reads an HEVCDecoderConfigurationRecord (ISO/IEC 14496-15 §8.3.3.1.2). Arrays in any order, arrays of
     * SEI, version 0 (early writers) and start codes in place of the record are accepted.
     */
    public static HevcParameterSets parse(Slice configurationRecord) throws MalformedInput {
        if (AnnexB.startsWithStartCode(configurationRecord)) {
            HevcParameterSets sets = NONE;
            for (Slice unit : AnnexB.split(configurationRecord)) {
                sets = sets.with(unit);
            }
            return sets;
        }
        if (configurationRecord.length() < FIXED_LENGTH || configurationRecord.at(0) > 1) {
            throw new MalformedInput("no HEVC configuration record in " + configurationRecord.length() + " bytes");
        }
        int lengthSize = (configurationRecord.at(LENGTH_SIZE_AT) & 3) + 1;
        HevcParameterSets sets = new HevcParameterSets(lengthSize, List.of(), List.of(), List.of());
        ByteReader in = new ByteReader(configurationRecord);
        in.skip(FIXED_LENGTH - 1);
        int arrays = in.u8();
        for (int i = 0; i < arrays; i++) {
            in.u8();
            int count = in.u16();
            for (int j = 0; j < count; j++) {
                sets = sets.with(in.slice(in.u16()));
            }
        }
        return sets;
    }

    /**
     * These sets with one more, which takes the place of the one with the same id. A unit of another type,
     * and one that cannot be read, changes nothing.
     */
    public HevcParameterSets with(Slice nalUnit) {
        if (nalUnit.length() < 3) {
            return this;
        }
        return switch (HevcNalType.of(nalUnit.at(0))) {
            case HevcNalType.VIDEO_PARAMETER_SET ->
                video.contains(nalUnit)
                        ? this
                        : new HevcParameterSets(lengthSize, replace(video, nalUnit), sequence, picture);
            case HevcNalType.SEQUENCE_PARAMETER_SET ->
                sequence.contains(nalUnit) || !isReadable(nalUnit)
                        ? this
                        : new HevcParameterSets(lengthSize, video, replaceAll(nalUnit), picture);
            case HevcNalType.PICTURE_PARAMETER_SET ->
                picture.contains(nalUnit)
                        ? this
                        : new HevcParameterSets(lengthSize, video, sequence, replace(picture, nalUnit));
            default -> this;
        };
    }

    /** The same sets, for a stream whose lengths have another size from here on. */
    public HevcParameterSets withLengthSize(int size) {
        return new HevcParameterSets(size, video, sequence, picture);
    }

    private static boolean isReadable(Slice sequenceSet) {
        try {
            HevcSequenceSet.parse(sequenceSet);
            return true;
        } catch (MalformedInput unreadable) {
            return false;
        }
    }

    /** Encoders have one sequence set in use; its id lies behind much else, so the newest counts. */
    private static List<Slice> replaceAll(Slice added) {
        return List.of(added);
    }

    private static List<Slice> replace(List<Slice> sets, Slice added) {
        int id = idOf(added);
        List<Slice> replaced = new ArrayList<>(sets);
        replaced.removeIf(set -> idOf(set) == id);
        if (replaced.size() < MAX_SETS) {
            replaced.add(added);
        }
        return replaced;
    }

    /** u(4) in a video set, ue(v) in a picture set, both right behind the header; −1 if unreadable. */
    private static int idOf(Slice set) {
        try {
            return HevcNalType.of(set.at(0)) == HevcNalType.VIDEO_PARAMETER_SET
                    ? set.at(2) >> 4
                    : RawPayload.of(set, 2, 16).ue(63);
        } catch (MalformedInput unreadable) {
            return -1;
        }
    }

    /** Whether decoding can begin with these sets alone. */
    public boolean isComplete() {
        return !video.isEmpty() && !sequence.isEmpty() && !picture.isEmpty();
    }

    /** The configuration under a record written from these sets, without SEI; empty while sets are missing. */
    public Optional<HevcConfiguration> configuration() throws MalformedInput {
        if (!isComplete()) {
            return Optional.empty();
        }
        HevcSequenceSet first = HevcSequenceSet.parse(sequence.get(0));
        return Optional.of(new HevcConfiguration(
                record(first),
                lengthSize,
                video,
                sequence,
                picture,
                first.profileSpace(),
                first.highTier(),
                first.profile(),
                first.compatibility(),
                first.constraints(),
                first.level(),
                first.bitDepth(),
                first.width(),
                first.height()));
    }

    private Slice record(HevcSequenceSet first) {
        ByteWriter out = new ByteWriter(256);
        out.u8(1).u8(first.profileSpace() << 6 | (first.highTier() ? 0x20 : 0) | first.profile());
        out.u32(first.compatibility()).u16((int) (first.constraints() >> 32)).u32(first.constraints());
        out.u8(first.level()).u16(0xF000).u8(0xFC).u8(0xFC | first.chromaFormat());
        out.u8(0xF8 | first.bitDepth() - 8)
                .u8(0xF8 | first.chromaBitDepth() - 8)
                .u16(0);
        out.u8(first.subLayers() << 3 | (first.nested() ? 4 : 0) | lengthSize - 1)
                .u8(3);
        array(out, HevcNalType.VIDEO_PARAMETER_SET, video);
        array(out, HevcNalType.SEQUENCE_PARAMETER_SET, sequence);
        array(out, HevcNalType.PICTURE_PARAMETER_SET, picture);
        return out.take();
    }

    /** One array, marked as complete: {@code hvc1} demands that no such set comes in band. */
    private static void array(ByteWriter out, int type, List<Slice> sets) {
        out.u8(0x80 | type).u16(sets.size());
        sets.forEach(set -> out.u16(set.length()).bytes(set));
    }
}
