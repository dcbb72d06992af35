package dev.sluice.media.vp9;

import dev.sluice.bytes.ByteReader;
import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import java.util.Locale;

/**
 * The configuration of a VP9 track: VPCodecConfigurationRecord (VP codec in ISO BMFF §2.2) and, because that
 * has no size, what the first key frame says.
 *
 * @param record the payload of a vpcC box, with its four bytes of version and flags
 * @param level ten times the level's number
 * @param transfer transfer characteristics of ISO/IEC 23091-2; 16 PQ, 18 HLG, 2 unsaid
 * @param width pixels; 0 before a key frame told them
 * @param height pixels; 0 before a key frame told them
 */
public record Vp9Configuration(
        Slice record, int profile, int level, int bitDepth, int transfer, int width, int height) {

    private static final Slice VERSION_AND_FLAGS = Slice.of(1, 0, 0, 0);
    private static final int RECORD_LENGTH = 8;
    private static final int UNSAID = 2;

    /** Luma samples of the largest picture of each level (VP9 bitstream specification annex A). */
    private static final int[][] LEVELS = {
        {36_864, 10},
        {73_728, 11},
        {122_880, 20},
        {245_760, 21},
        {552_960, 30},
        {983_040, 31},
        {2_228_224, 40},
        {8_912_896, 50},
        {35_651_584, 60}
    };

    /** Parses a vpcC, with or without the four bytes in front that some encoders leave out. */
    public static Vp9Configuration parse(Slice configurationRecord) throws MalformedInput {
        boolean framed = configurationRecord.length() >= RECORD_LENGTH + 4
                && configurationRecord.startsWith(0, VERSION_AND_FLAGS);
        Slice plain = framed ? configurationRecord.from(4) : configurationRecord;
        ByteReader in = new ByteReader(plain);
        int profile = in.u8();
        int level = in.u8();
        int depth = in.u8() >> 4;
        in.skip(1);
        int transfer = in.u8();
        in.skip(1);
        in.skip(in.u16());
        if (profile > 3 || (depth != 8 && depth != 10 && depth != 12)) {
            throw new MalformedInput("VP9 of profile " + profile + " with " + depth + " bits");
        }
        Slice record = framed
                ? configurationRecord
                : new ByteWriter(plain.length() + 4)
                        .bytes(VERSION_AND_FLAGS)
                        .bytes(plain)
                        .take();
        return new Vp9Configuration(record, profile, level, depth, transfer, 0, 0);
    }

    /** The configuration of an encoder that sent none: from its key frame, the level from the size alone. */
    public static Vp9Configuration of(Vp9Picture picture) {
        int level = 62;
        for (int i = LEVELS.length - 1; i >= 0; i--) {
            if ((long) picture.width() * picture.height() <= LEVELS[i][0]) {
                level = LEVELS[i][1];
            }
        }
        int format = picture.bitDepth() << 4 | picture.subsampling() << 1 | (picture.fullRange() ? 1 : 0);
        Slice record = new ByteWriter(12)
                .bytes(VERSION_AND_FLAGS)
                .u8(picture.profile())
                .u8(level)
                .u8(format)
                .u24(UNSAID << 16 | UNSAID << 8 | UNSAID)
                .u16(0)
                .take();
        return new Vp9Configuration(
                record, picture.profile(), level, picture.bitDepth(), UNSAID, picture.width(), picture.height());
    }

    /** This configuration for pictures of the size of {@code picture}. */
    public Vp9Configuration sized(Vp9Picture picture) {
        return new Vp9Configuration(record, profile, level, bitDepth, transfer, picture.width(), picture.height());
    }

    /** Colour primaries of ISO/IEC 23091-2; 2 is "unspecified". */
    public int primaries() {
        return record.at(7);
    }

    /** Matrix coefficients of ISO/IEC 23091-2; 2 is "unspecified". */
    public int matrix() {
        return record.at(9);
    }

    /** Whether black is 0. */
    public boolean fullRange() {
        return (record.at(6) & 1) == 1;
    }

    /** For example {@code vp09.00.21.08}. */
    public String rfc6381() {
        return String.format(Locale.ROOT, "vp09.%02d.%02d.%02d", profile, level, bitDepth);
    }
}
