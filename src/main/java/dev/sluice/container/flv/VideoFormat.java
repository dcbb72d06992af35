package dev.sluice.container.flv;

import java.util.Optional;

/**
 * How a video message says what it is coded with: the four bits of legacy FLV or the FourCC of Enhanced RTMP.
 */
enum VideoFormat {
    AVC("H.264", 7, "avc1"),
    HEVC("HEVC", 12, "hvc1"),
    VVC("VVC", -1, "vvc1"),
    AV1("AV1", 13, "av01"),
    VP9("VP9", -1, "vp09"),
    VP8("VP8", -1, "vp08"),
    SORENSON("Sorenson H.263", 2, ""),
    SCREEN("Screen Video", 3, ""),
    VP6("VP6", 4, ""),
    VP6_ALPHA("VP6 with alpha", 5, ""),
    SCREEN_2("Screen Video 2", 6, "");

    /** Looked through with every message: no copy, no stream. */
    private static final VideoFormat[] ALL = values();

    private final String displayName;
    private final int legacyId;
    private final long fourCc;

    VideoFormat(String displayName, int legacyId, String fourCc) {
        this.displayName = displayName;
        this.legacyId = legacyId;
        this.fourCc = FourCc.of(fourCc);
    }

    static Optional<VideoFormat> ofLegacy(int id) {
        for (VideoFormat format : ALL) {
            if (format.legacyId == id) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    static Optional<VideoFormat> ofFourCc(long fourCc) {
        for (VideoFormat format : ALL) {
            if (format.fourCc == fourCc) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    String displayName() {
        return displayName;
    }

    /** Whether its frames can be read, as far as outputs take them. */
    boolean isCarried() {
        return this == AVC || this == HEVC || this == AV1 || this == VP9;
    }

    /** Whether a composition time stands in front of coded frames of packet type 1. */
    boolean hasCompositionTime() {
        return this == AVC || this == HEVC || this == VVC;
    }
}
