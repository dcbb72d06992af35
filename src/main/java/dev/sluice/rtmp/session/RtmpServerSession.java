package dev.sluice.rtmp.session;

import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.bytes.SliceQueue;
import dev.sluice.rtmp.chunk.ChunkReader;
import dev.sluice.rtmp.chunk.MessageTooLong;
import dev.sluice.rtmp.chunk.MessageType;
import dev.sluice.rtmp.chunk.RawMessage;
import dev.sluice.rtmp.handshake.ServerHandshake;
import dev.sluice.rtmp.message.Acknowledgement;
import dev.sluice.rtmp.message.MalformedCommand;
import dev.sluice.rtmp.message.Message;
import dev.sluice.rtmp.session.ProtocolViolation.Kind;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The server's side of one RTMP connection. Fed with bytes, pulled for events, drained of bytes; knows no
 * socket, thread or clock and is used by one thread.
 *
 * <pre>
 * HANDSHAKE -> CONNECTING -> CONNECTED -publish/play-> AUTHORIZING -> PUBLISHING | PLAYING
 *                                ^--------- closeStream, deleteStream, FCUnpublish ---'
 * </pre>
 *
 * <p>After {@link SessionEvent.ConnectRequested}, {@link SessionEvent.PublishRequested} and
 * {@link SessionEvent.PlayRequested} nothing more is read until the caller has answered. To pull is to read:
 * whoever stops pulling, and pauses the socket, holds the peer back.
 */
public final class RtmpServerSession {
    /**
     * The size of the chunks that go out once connect is answered, in bytes. FFmpeg takes it over for what it
     * sends.
     */
    public static final int OUTPUT_CHUNK_SIZE = 65536;

    private static final long UNTIMED_STEP_NANOS = 1_000_000_000;

    private final SessionLimits limits;
    private final SliceQueue in = new SliceQueue();
    private final SessionOutput out = new SessionOutput();
    private final ServerHandshake handshake;
    private final ChunkReader chunks;
    private final AcknowledgementWindow window;
    private final Conversation conversation;
    private final MessageDispatch dispatch;
    private long untimedNanos;

    /** {@code random} fills the handshake; it need not be unpredictable. */
    public RtmpServerSession(SessionLimits limits, RandomGenerator random) {
        this.limits = limits;
        handshake = new ServerHandshake(random);
        chunks = new ChunkReader(limits.chunks());
        window = new AcknowledgementWindow(limits.acknowledgementWindowBytes());
        conversation = new Conversation(limits, out);
        dispatch = new MessageDispatch(limits, conversation, window, out);
    }

    /** As {@link #feed(Slice, long)} for callers without a clock: acknowledges whatever is due. */
    public void feed(Slice bytes) {
        untimedNanos += UNTIMED_STEP_NANOS;
        feed(bytes, untimedNanos);
    }

    /**
     * Appends input, shared. Acknowledges it as well, so that a peer that waits for a decision does not starve.
     *
     * @param nowNanos any monotonic clock; keeps acknowledgements at ten a second
     */
    public void feed(Slice bytes, long nowNanos) {
        if (stage() == Stage.CLOSED) {
            return;
        }
        in.add(bytes);
        window.received(bytes.length());
        if (handshake.isDone()) {
            window.due(nowNanos).ifPresent(received -> out.send(new Acknowledgement(received)));
        }
    }

    /**
     * The next event; empty until more bytes are fed, and while an answer is due.
     *
     * @throws ProtocolViolation when the connection must be closed; the session is closed from then on
     */
    public Optional<SessionEvent> next() throws ProtocolViolation {
        try {
            while (true) {
                Optional<SessionEvent> event = conversation.nextEvent();
                if (event.isPresent() || conversation.isWaiting() || stage() == Stage.CLOSED) {
                    return event;
                }
                if (!handshake.isDone() && !greet()) {
                    return Optional.empty();
                }
                Optional<RawMessage> message = read();
                if (message.isEmpty()) {
                    return Optional.empty();
                }
                handle(message.get());
            }
        } catch (ProtocolViolation e) {
            close();
            throw e;
        }
    }

    private boolean greet() throws ProtocolViolation {
        try {
            handshake.advance(in, out.raw());
        } catch (MalformedInput e) {
            throw ProtocolViolation.of(Kind.VERSION, e);
        }
        if (handshake.isDone()) {
            conversation.greeted();
        }
        return handshake.isDone();
    }

    private Optional<RawMessage> read() throws ProtocolViolation {
        try {
            return chunks.read(in);
        } catch (MalformedInput e) {
            throw ProtocolViolation.of(Kind.CHUNK, e);
        } catch (MessageTooLong e) {
            throw ProtocolViolation.of(Kind.MESSAGE_SIZE, e);
        }
    }

    private void handle(RawMessage raw) throws ProtocolViolation {
        try {
            dispatch.handle(raw, Message.decode(raw, limits.amf()));
        } catch (MalformedInput e) {
            throw ProtocolViolation.of(MessageType.isCommand(raw.type()) ? Kind.AMF : Kind.CHUNK, e);
        } catch (MalformedCommand e) {
            throw ProtocolViolation.of(Kind.COMMAND, e);
        }
    }

    /** Everything that is to be sent, in one piece; empty when there is nothing. */
    public Slice takeOutput() {
        return out.take();
    }

    public boolean hasOutput() {
        return !out.isEmpty();
    }

    public Stage stage() {
        return conversation.stage();
    }

    /** Whether C0 and C1 have come; {@link #stage()} leaves {@link Stage#HANDSHAKE} when C2 has come too. */
    public boolean isHelloComplete() {
        return handshake.isAnswered();
    }

    /** Bytes that were fed and not yet read. They grow while an answer is due. */
    public long queuedBytes() {
        return in.available();
    }

    /** What unfinished messages hold, in bytes. */
    public long partialBytes() {
        return chunks.partialBytes();
    }

    public SessionCounters counters() {
        return dispatch.counters();
    }

    /** Answers connect: windows, chunk size, then the result. */
    public void acceptConnect() {
        conversation.acceptConnect();
    }

    /** Refuses connect and closes the session. OBS notices only when the socket closes: flush, then close it soon. */
    public void rejectConnect(String description) {
        conversation.rejectConnect(description);
        in.clear();
    }

    /** The publisher may send; from now on the limits of media hold. */
    public void acceptPublish() {
        conversation.acceptPublish();
        chunks.liftUnpublishedLimit();
    }

    /** Refuses publish with a sentence for the person at the encoder and closes the session. */
    public void refusePublish(NetStatus status, String description) {
        conversation.refuse(Conversation.Waiting.PUBLISH, status, description);
        in.clear();
    }

    /** Ends a publication, or a publish that waits, from our side and closes the session. */
    public void closePublish(NetStatus status, String description) {
        conversation.closePublish(status, description);
        in.clear();
    }

    /** The player may receive; media goes out behind what {@link #takeOutput()} then holds. */
    public void acceptPlay() {
        conversation.acceptPlay();
    }

    /** Refuses play and closes the session. */
    public void refusePlay(NetStatus status, String description) {
        conversation.refuse(Conversation.Waiting.PLAY, status, description);
        in.clear();
    }

    /** Tells a player that the stream has ended and closes the session. */
    public void endPlay() {
        conversation.endPlay();
        in.clear();
    }

    /**
     * Asks a client that has announced it (capsEx bit 1 of Enhanced RTMP) to connect again, here or where it is
     * balanced to; whether it was asked.
     */
    public boolean requestReconnect(String description) {
        return conversation.requestReconnect(description);
    }

    /** Asks the peer for a sign of life; {@link SessionEvent.PongReceived} brings {@code timestampMillis} back. */
    public void ping(long timestampMillis) {
        conversation.ping(timestampMillis);
    }

    private void close() {
        conversation.close();
        in.clear();
    }
}
