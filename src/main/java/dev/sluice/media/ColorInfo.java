package dev.sluice.media;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the values of a picture are to be shown, where the encoder tells it apart from the bitstream.
 *
 * @param bitDepth bits of a sample
 * @param primaries colour primaries of ISO/IEC 23091-2
 * @param transfer transfer characteristics of ISO/IEC 23091-2
 * @param matrix matrix coefficients of ISO/IEC 23091-2
 */
public record ColorInfo(
        OptionalInt bitDepth,
        OptionalInt primaries,
        OptionalInt transfer,
        OptionalInt matrix,
        Optional<ContentLight> contentLight,
        Optional<MasteringDisplay> masteringDisplay) {
    private static final int PQ = 16;
    private static final int HLG = 18;

    /** The brightest that the content gets, in cd/m² (CTA-861.3). */
    public record ContentLight(double maxFrameAverage, double maxContent) {}

    /**
     * The display that the content was graded on (SMPTE ST 2086): chromaticities of CIE 1931, luminances in
     * cd/m².
     */
    public record MasteringDisplay(
            Point red, Point green, Point blue, Point whitePoint, double maxLuminance, double minLuminance) {}

    /** A chromaticity. */
    public record Point(double x, double y) {}

    /** What HLS calls the range: SDR, PQ or HLG. */
    public String videoRange() {
        int curve = transfer.orElse(0);
        return curve == PQ ? "PQ" : curve == HLG ? "HLG" : "SDR";
    }
}
