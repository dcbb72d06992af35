package dev.sluice.media.avc;

/**
 * What the values of a picture mean (ITU-T H.264 §E.2.1), in the numbers of ISO/IEC 23091-2, where 2 is "unspecified".
 *
 * @param fullRange whether black is 0 and not 16 (for eight bits)
 * @param primaries colour_primaries
 * @param transfer transfer_characteristics
 * @param matrix matrix_coefficients
 */
public record SignalType(boolean fullRange, int primaries, int transfer, int matrix) {
    /** What is not told. */
    public static final SignalType UNSAID = new SignalType(false, 2, 2, 2);
}
