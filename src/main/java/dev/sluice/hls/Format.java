package dev.sluice.hls;

import java.util.Locale;

/** The containers of segments; each makes a presentation of its own. */
public enum Format {
    /** Fragmented MP4, one track a file, with parts for low latency. */
    CMAF,
    /** MPEG-TS, sound and picture in one file, for players that know nothing else. */
    MPEGTS;

    /** As {@code sluice.hls.formats} has it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
