package dev.sluice.ingest.rtmp;

import dev.sluice.live.CloseReason;
import dev.sluice.live.ConnectionState;
import dev.sluice.live.IngestStatistics;
import dev.sluice.live.Tally;
import dev.sluice.rtmp.session.ProtocolViolation;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** The totals of all loops of one listener. Counted per socket read and per event, never per frame. */
public final class IngestTotals implements IngestStatistics {
    private final LongAdder accepted = new LongAdder();
    private final LongAdder receivedBytes = new LongAdder();
    private final LongAdder sentBytes = new LongAdder();
    private final LongAdder paused = new LongAdder();
    private final Tally<ConnectionState> open = new Tally<>(ConnectionState.class);
    private final Tally<CloseReason> closed = new Tally<>(CloseReason.class);
    private final Tally<ProtocolViolation.Kind> errors = new Tally<>(ProtocolViolation.Kind.class);

    void accept() {
        accepted.increment();
        open.increment(ConnectionState.HANDSHAKE);
    }

    /** A connection that was closed before there was anything to say to it. */
    void refuse(CloseReason reason) {
        accepted.increment();
        closed.increment(reason);
    }

    void move(ConnectionState from, ConnectionState to) {
        open.decrement(from);
        open.increment(to);
    }

    void close(ConnectionState from, CloseReason reason) {
        open.decrement(from);
        closed.increment(reason);
    }

    void error(ProtocolViolation.Kind kind) {
        errors.increment(kind);
    }

    void received(int bytes) {
        receivedBytes.add(bytes);
    }

    void sent(int bytes) {
        sentBytes.add(bytes);
    }

    void pause() {
        paused.increment();
    }

    void resume() {
        paused.decrement();
    }

    @Override
    public long accepted() {
        return accepted.sum();
    }

    @Override
    public long open(ConnectionState state) {
        return open.count(state);
    }

    @Override
    public long closed(CloseReason reason) {
        return closed.count(reason);
    }

    @Override
    public long protocolErrors(String kind) {
        return Arrays.stream(ProtocolViolation.Kind.values())
                .filter(value -> value.word().equals(kind))
                .mapToLong(value -> errors.count(value))
                .sum();
    }

    @Override
    public List<String> protocolErrorKinds() {
        return Arrays.stream(ProtocolViolation.Kind.values())
                .map(ProtocolViolation.Kind::word)
                .toList();
    }

    @Override
    public long receivedBytes() {
        return receivedBytes.sum();
    }

    @Override
    public long sentBytes() {
        return sentBytes.sum();
    }

    @Override
    public long paused() {
        return paused.sum();
    }
}
