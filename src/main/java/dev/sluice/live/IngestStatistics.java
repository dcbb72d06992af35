package dev.sluice.live;

import java.util.List;

/** Running totals of an ingest listener; any thread may read them, some milliseconds late. */
public interface IngestStatistics {
    /** Connections accepted since the start. */
    long accepted();

    /** Connections that are open now and in {@code state}. */
    long open(ConnectionState state);

    /** Connections that ended for {@code reason}. */
    long closed(CloseReason reason);

    /** Protocol errors of a kind; {@code kind} is one of {@link #protocolErrorKinds()}. */
    long protocolErrors(String kind);

    /** The closed set of kinds of protocol errors. */
    List<String> protocolErrorKinds();

    /** Bytes read from sockets. */
    long receivedBytes();

    /** Bytes written to sockets. */
    long sentBytes();

    /** Connections that are not read from now, because a decision is due. */
    long paused();
}
