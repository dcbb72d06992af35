package dev.sluice.container.flv;

import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;

/** What is known of one track so far; takes the bodies that the tag headers lead to and tells the sink. */
interface FlvTrack {
    /**
     * A configuration record, or what the encoder sent in its place. After malformed bytes media waits for a
     * good one.
     */
    void onConfiguration(Slice configurationRecord) throws MalformedInput;

    /** A coded picture, or what one message has of audio frames. */
    void onFrame(FrameTime time, Slice data);

    /** The sequence is over; what comes next is another one. */
    default void onEnd() {}
}
