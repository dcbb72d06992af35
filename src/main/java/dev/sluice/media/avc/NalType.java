package dev.sluice.media.avc;

/** The nal_unit_type values that this server tells apart (ITU-T H.264 table 7-1). */
public final class NalType {
    public static final int SLICE = 1;
    public static final int IDR_SLICE = 5;
    public static final int SEI = 6;
    public static final int SEQUENCE_PARAMETER_SET = 7;
    public static final int PICTURE_PARAMETER_SET = 8;
    public static final int ACCESS_UNIT_DELIMITER = 9;
    public static final int END_OF_SEQUENCE = 10;
    public static final int END_OF_STREAM = 11;
    public static final int FILLER = 12;
    public static final int SEQUENCE_PARAMETER_SET_EXTENSION = 13;

    private NalType() {}

    /** Whether the unit holds coded picture data: slices and data partitions. */
    public static boolean isPicture(int type) {
        return type >= SLICE && type <= IDR_SLICE;
    }

    /** Whether the unit is a set that a configuration record has. */
    public static boolean isParameterSet(int type) {
        return type == SEQUENCE_PARAMETER_SET || type == PICTURE_PARAMETER_SET;
    }

    /**
     * Whether a transport drops the unit: delimiters are written anew, and filler is up to a fifth of the
     * stream of a hardware encoder with constant bit rate.
     */
    public static boolean isDispensable(int type) {
        return type >= ACCESS_UNIT_DELIMITER && type <= FILLER;
    }
}
