package dev.sluice.live;

import java.util.Locale;

/** Why a message of a publisher did not reach the outputs: the closed set behind the metric's label. */
public enum DroppedMessage {
    /** Nothing had come yet that decoding can begin with. */
    NO_KEYFRAME,
    /** A track that no output carries. */
    UNSUPPORTED_CODEC,
    /** Empty, damaged, or stamped where nothing can be. */
    MALFORMED,
    /** Waited longer than its queue is. */
    QUEUE_FULL;

    /** The word in metrics. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
