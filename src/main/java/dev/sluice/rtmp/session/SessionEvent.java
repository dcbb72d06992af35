package dev.sluice.rtmp.session;

import dev.sluice.amf.AmfValue;
import dev.sluice.bytes.Slice;

/** What a peer wants or has sent. After the first three the session waits for the caller's answer. */
public sealed interface SessionEvent {
    /** Answer with {@code acceptConnect} or {@code rejectConnect}. */
    record ConnectRequested(ConnectInfo connect) implements SessionEvent {}

    /** Answer with {@code acceptPublish} or {@code refusePublish}; media behind it waits unread. */
    record PublishRequested(PublishTarget target, PublishType type, int streamId) implements SessionEvent {}

    /** Answer with {@code acceptPlay} or {@code refusePlay}; media goes out on {@code streamId}. */
    record PlayRequested(PlayTarget target, int streamId) implements SessionEvent {}

    /**
     * The body of an FLV audio tag, never empty.
     *
     * @param timestampMillis modulo 2³²
     */
    record AudioData(long timestampMillis, Slice payload) implements SessionEvent {}

    /**
     * The body of an FLV video tag, never empty.
     *
     * @param timestampMillis modulo 2³², decoding time
     */
    record VideoData(long timestampMillis, Slice payload) implements SessionEvent {}

    /**
     * A data message of the publisher; advisory.
     *
     * @param timestampMillis modulo 2³²
     * @param name such as {@code onMetaData}; {@code @setDataFrame} is taken off
     * @param value undefined when the message had only a name
     */
    record Metadata(long timestampMillis, String name, AmfValue value) implements SessionEvent {}

    /**
     * The publisher has ended its publication cleanly; another may follow on the same connection.
     *
     * @param command which of the several commands said so
     */
    record Unpublished(String command) implements SessionEvent {}

    /** The player has ended; another play may follow. */
    record PlayStopped(String command) implements SessionEvent {}

    /** The player wants nothing for a while, or wants to go on. */
    record PlayPaused(boolean paused) implements SessionEvent {}

    /**
     * The player takes audio or video in or out.
     *
     * @param audio whether it is audio, else video
     */
    record ReceiveRequested(boolean audio, boolean wanted) implements SessionEvent {}

    /** App, URL or stream name cannot be used. The peer was told; the session is closed. */
    record NameRefused(String detail) implements SessionEvent {}

    /**
     * The peer has answered a ping.
     *
     * @param timestampMillis what the ping carried, modulo 2³²
     */
    record PongReceived(long timestampMillis) implements SessionEvent {}
}
