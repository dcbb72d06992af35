package dev.sluice.hls;

import java.util.List;

/** What became of the files of all presentations; any thread may read. */
public interface StorageStatistics {
    /** The closed set of what is done to files, such as {@code store}. */
    List<String> operations();

    /** The closed set of why it fails, such as {@code enospc}. */
    List<String> failureKinds();

    /** Attempts that failed, since the start. */
    long failures(String operation, String kind);

    /** Finished writes of segments and playlists since the start. */
    long writes();

    /** Time that finished writes took, all together. */
    long writeNanos();

    /** The closed set of why segments never reach the storage, such as {@code queue_full}. */
    List<String> lossReasons();

    /** Segments that never reached the storage, since the start. */
    long segmentsLost(String reason);

    /** Files removed at the end of their availability, since the start. */
    long filesExpired();

    /** Files removed that an earlier process left, since the start. */
    long orphansDeleted();

    /** Recordings removed because of their age, their size, or because there was no room, since the start. */
    long recordingsRemoved();

    /** Bytes that wait to be written. */
    long queuedBytes();

    /** Age of the oldest call that has not returned; 0 when there is none. */
    long oldestCallNanos();
}
