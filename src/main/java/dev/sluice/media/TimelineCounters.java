package dev.sluice.media;

import java.util.EnumMap;
import java.util.Map;

/**
 * What a {@link Timeline} had to repair or drop. Written by its thread alone; meters may read from others, a little
 * late.
 */
public final class TimelineCounters {
    /** Why a frame did not become an access unit. */
    public enum Drop {
        /** Nothing in it. */
        EMPTY,
        /** No configuration of its track came before it. */
        NO_CONFIGURATION,
        /** Video that no decoder could start with. */
        BEFORE_RANDOM_ACCESS,
        /** Audio from before the first picture. */
        BEFORE_START,
        /** Waited for the start longer than the queue is. */
        PREROLL_OVERFLOW,
        /** A composition offset of more than five seconds. */
        COMPOSITION_OFFSET,
        /** Audio stamped over audio that was already there. */
        AUDIO_OVERLAP,
        /** Audio whose pictures were passed on more than half a second ago. */
        AUDIO_LATE,
        /** Came after the end. */
        AFTER_END
    }

    private final Map<Drop, long[]> dropped = new EnumMap<>(Drop.class);
    private long jumpsForward;
    private long jumpsBackward;
    private long outliers;
    private long bumped;

    TimelineCounters() {
        for (Drop reason : Drop.values()) {
            dropped.put(reason, new long[1]);
        }
    }

    public long dropped(Drop reason) {
        return cell(reason)[0];
    }

    /** New timelines that began more than ten seconds ahead, and audio that stayed late and was moved. */
    public long jumpsForward() {
        return jumpsForward;
    }

    /** New timelines that began more than a second back. */
    public long jumpsBackward() {
        return jumpsBackward;
    }

    /** Frames whose own time stamp was not believed. */
    public long outliers() {
        return outliers;
    }

    /** Frames moved on by a tick because their track's decode times did not increase. */
    public long bumped() {
        return bumped;
    }

    void drop(Drop reason) {
        cell(reason)[0]++;
    }

    void jump(long millis) {
        if (millis < 0) {
            jumpsBackward++;
        } else {
            jumpsForward++;
        }
    }

    void outlier() {
        outliers++;
    }

    void bump() {
        bumped++;
    }

    private long[] cell(Drop reason) {
        long[] cell = dropped.get(reason);
        if (cell == null) {
            throw new IllegalStateException("no counter for " + reason);
        }
        return cell;
    }
}
