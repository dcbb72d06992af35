package dev.sluice.media.hevc;

/** The nal_unit_type values that this server tells apart (ITU-T H.265 table 7-1). */
public final class HevcNalType {
    public static final int RADL_N = 6;
    public static final int RASL_N = 8;
    public static final int RASL_R = 9;
    public static final int BLA_W_LP = 16;
    public static final int IDR_W_RADL = 19;
    public static final int IDR_N_LP = 20;
    public static final int CRA = 21;
    public static final int VIDEO_PARAMETER_SET = 32;
    public static final int SEQUENCE_PARAMETER_SET = 33;
    public static final int PICTURE_PARAMETER_SET = 34;
    public static final int ACCESS_UNIT_DELIMITER = 35;
    public static final int END_OF_SEQUENCE = 36;
    public static final int FILLER = 38;
    public static final int PREFIX_SEI = 39;

    private static final int LAST_PICTURE = 31;

    private HevcNalType() {}

    /** The type that the first byte of a NAL unit tells. */
    public static int of(int firstByte) {
        return firstByte >> 1 & 0x3F;
    }

    /** Whether the unit holds a slice segment; 22 to 31 are reserved for such. */
    public static boolean isPicture(int type) {
        return type <= LAST_PICTURE;
    }

    /** Whether decoding can begin at a picture of such slices: BLA, IDR and CRA. */
    public static boolean isRandomAccess(int type) {
        return type >= BLA_W_LP && type <= CRA;
    }

    /** Whether the picture refers to pictures before the CRA or BLA that precedes it in the stream. */
    public static boolean isSkippedLeading(int type) {
        return type == RASL_N || type == RASL_R;
    }

    public static boolean isParameterSet(int type) {
        return type >= VIDEO_PARAMETER_SET && type <= PICTURE_PARAMETER_SET;
    }

    /** Whether a transport drops the unit: delimiters are written anew, end marks and filler say nothing. */
    public static boolean isDispensable(int type) {
        return type >= ACCESS_UNIT_DELIMITER && type <= FILLER;
    }
}
