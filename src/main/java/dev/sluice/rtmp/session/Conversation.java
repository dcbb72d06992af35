package dev.sluice.rtmp.session;

import dev.sluice.amf.AmfValue;
import dev.sluice.bytes.Secret;
import dev.sluice.rtmp.message.Command;
import dev.sluice.rtmp.message.SetChunkSize;
import dev.sluice.rtmp.message.SetPeerBandwidth;
import dev.sluice.rtmp.message.UserControl;
import dev.sluice.rtmp.message.WindowAcknowledgementSize;
import dev.sluice.rtmp.session.ProtocolViolation.Kind;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What peer and caller have agreed on so far, and the questions that are open between them. */
final class Conversation {
    private static final int MAX_NAME_BYTES = 2048;

    /** The question that the caller has not answered yet. */
    enum Waiting {
        NOTHING,
        CONNECT,
        PUBLISH,
        PLAY
    }

    private final SessionLimits limits;
    private final SessionOutput out;
    private final ArrayDeque<SessionEvent> events = new ArrayDeque<>();
    private Stage stage = Stage.HANDSHAKE;
    private Waiting waiting = Waiting.NOTHING;
    private double transaction;
    private int objectEncoding;
    private int capsEx;
    private Map<String, AmfValue> capabilities = Map.of();
    private Secret app = new Secret("");
    private int createdStreams;
    private int streamId;
    private Secret streamName = new Secret("");
    private boolean reset;
    private boolean published;

    Conversation(SessionLimits limits, SessionOutput out) {
        this.limits = limits;
        this.out = out;
    }

    Stage stage() {
        return stage;
    }

    boolean isWaiting() {
        return waiting != Waiting.NOTHING;
    }

    /** Whether a publish was ever accepted here; media that trails behind its end is harmless. */
    boolean hasPublished() {
        return published;
    }

    void emit(SessionEvent event) {
        events.add(event);
    }

    Optional<SessionEvent> nextEvent() {
        return Optional.ofNullable(events.poll());
    }

    void greeted() {
        stage = Stage.CONNECTING;
    }

    void close() {
        stage = Stage.CLOSED;
        waiting = Waiting.NOTHING;
    }

    void connect(Command command) throws ProtocolViolation {
        if (stage != Stage.CONNECTING) {
            throw violation(command, "second connect");
        }
        transaction = command.transaction();
        Optional<ConnectInfo> info = ConnectCommand.read(command);
        if (info.isEmpty()) {
            out.send(Replies.error(transaction, NetStatus.CONNECT_REJECTED, "The server URL cannot be used."));
            nameRefused("app or tcUrl");
            return;
        }
        app = ConnectCredentials.intoApp(info.get().app(), command);
        objectEncoding = info.get().objectEncoding();
        capsEx = info.get().capsEx();
        capabilities = EnhancedRtmp.answer(command.argument(0));
        ask(Waiting.CONNECT, new SessionEvent.ConnectRequested(info.get()));
    }

    void acceptConnect() {
        answer(Waiting.CONNECT);
        stage = Stage.CONNECTED;
        out.send(new WindowAcknowledgementSize(limits.acknowledgementWindowBytes()));
        out.send(new SetPeerBandwidth(limits.acknowledgementWindowBytes(), SetPeerBandwidth.DYNAMIC));
        // Before the result: FFmpeg publishes in chunks of 128 bytes otherwise. No onBWDone: PRISM leaves on it.
        out.send(new SetChunkSize(RtmpServerSession.OUTPUT_CHUNK_SIZE));
        out.send(Replies.connected(transaction, objectEncoding, capabilities));
    }

    void rejectConnect(String description) {
        answer(Waiting.CONNECT);
        out.send(Replies.error(transaction, NetStatus.CONNECT_REJECTED, description));
        close();
    }

    void createStream(Command command) throws ProtocolViolation {
        requireConnected(command);
        if (createdStreams == limits.maxMessageStreams()) {
            throw new ProtocolViolation(Kind.COMMAND, "more than " + limits.maxMessageStreams() + " message streams");
        }
        createdStreams++;
        out.send(Replies.result(command.transaction(), AmfValue.of(createdStreams)));
    }

    void publish(Command command, int onStreamId) throws ProtocolViolation {
        if (stage == Stage.PUBLISHING && command.argument(1).text().isEmpty()) {
            stop(command.name());
            return;
        }
        requireIdle(command, onStreamId);
        streamId = onStreamId;
        Optional<String> name = usableName(command);
        if (name.isEmpty()) {
            refuseName();
            return;
        }
        streamName = new Secret(name.get());
        PublishTarget target = PublishTarget.parse(app, streamName);
        if (!ClientText.isUsable(target.key().reveal(), MAX_NAME_BYTES)) {
            refuseName();
            return;
        }
        ask(Waiting.PUBLISH, new SessionEvent.PublishRequested(target, publishType(command), streamId));
        stage = Stage.AUTHORIZING;
    }

    private static Optional<String> usableName(Command command) {
        return command.argument(1).text().filter(text -> ClientText.isUsable(text, MAX_NAME_BYTES));
    }

    private static PublishType publishType(Command command) {
        return switch (command.argument(2).text().orElse("").toLowerCase(Locale.ROOT)) {
            case "record" -> PublishType.RECORD;
            case "append" -> PublishType.APPEND;
            default -> PublishType.LIVE;
        };
    }

    void acceptPublish() {
        answer(Waiting.PUBLISH);
        stage = Stage.PUBLISHING;
        published = true;
        out.send(new UserControl(UserControl.Event.STREAM_BEGIN, streamId));
        // On the stream of the publish: GStreamer waits for it there.
        out.send(Replies.status(NetStatus.PUBLISH_START, "Publishing."), streamId);
    }

    void play(Command command, int onStreamId) throws ProtocolViolation {
        if (stage == Stage.PLAYING) {
            // Players change channels like this.
            stop(command.name());
        }
        requireIdle(command, onStreamId);
        streamId = onStreamId;
        Optional<String> name = usableName(command);
        if (name.isEmpty()) {
            out.send(Replies.status(NetStatus.PLAY_STREAM_NOT_FOUND, "The stream name cannot be used."), streamId);
            nameRefused("play name");
            return;
        }
        streamName = new Secret(name.get());
        reset = !command.argument(4).equals(AmfValue.of(false));
        ask(Waiting.PLAY, new SessionEvent.PlayRequested(PlayTarget.parse(app, streamName), streamId));
        stage = Stage.AUTHORIZING;
    }

    void acceptPlay() {
        answer(Waiting.PLAY);
        stage = Stage.PLAYING;
        out.send(new UserControl(UserControl.Event.STREAM_BEGIN, streamId));
        if (reset) {
            out.send(Replies.status(NetStatus.PLAY_RESET, "Playing and resetting."), streamId);
        }
        out.send(Replies.status(NetStatus.PLAY_START, "Playing."), streamId);
        out.send(Replies.sampleAccess(), streamId);
    }

    void pause(boolean paused) {
        if (stage == Stage.PLAYING) {
            emit(new SessionEvent.PlayPaused(paused));
        }
    }

    void receive(boolean audio, Command command) {
        if (stage == Stage.PLAYING) {
            boolean wanted = !command.argument(1).equals(AmfValue.of(false));
            emit(new SessionEvent.ReceiveRequested(audio, wanted));
        }
    }

    void refuse(Waiting question, NetStatus status, String description) {
        answer(question);
        out.send(Replies.status(status, description), streamId);
        close();
    }

    void closePublish(NetStatus status, String description) {
        if (stage == Stage.PUBLISHING || waiting == Waiting.PUBLISH) {
            out.send(Replies.status(status, description), streamId);
        }
        close();
    }

    void endPlay() {
        if (stage == Stage.PLAYING) {
            out.send(Replies.status(NetStatus.PLAY_UNPUBLISH_NOTIFY, "The stream has ended."), streamId);
            // GStreamer ends on this event and on nothing else.
            out.send(new UserControl(UserControl.Event.STREAM_EOF, streamId));
        }
        close();
    }

    /** Asks a client that can be asked to connect again; it may go on until it does. */
    boolean requestReconnect(String description) {
        boolean isAsked = (capsEx & EnhancedRtmp.RECONNECT) != 0
                && (stage == Stage.CONNECTED || stage == Stage.PUBLISHING || stage == Stage.PLAYING);
        if (isAsked) {
            out.send(Replies.status(NetStatus.RECONNECT_REQUEST, description));
        }
        return isAsked;
    }

    void ping(long timestampMillis) {
        if (stage == Stage.HANDSHAKE) {
            throw new IllegalStateException("ping during the handshake");
        }
        out.send(new UserControl(UserControl.Event.PING_REQUEST, timestampMillis & 0xFFFFFFFFL));
    }

    /** Ends the publication when the first argument is its own name; other names are other people's business. */
    void stopNamed(Command command) {
        if (stage == Stage.PUBLISHING && isOwnName(command.argument(1))) {
            stop(command.name());
        }
    }

    /** GStreamer puts the name where the number of the stream belongs. */
    void deleteStream(Command command) {
        AmfValue target = command.argument(1);
        boolean isOwn = streamId == 0 || target.equals(AmfValue.of(streamId)) || isOwnName(target);
        if (isOwn) {
            stop(command.name());
        }
    }

    void closeStream(int onStreamId) {
        if (streamId == 0 || onStreamId == 0 || onStreamId == streamId) {
            stop("closeStream");
        }
    }

    private boolean isOwnName(AmfValue value) {
        return value.text().map(Secret::new).filter(streamName::equals).isPresent();
    }

    private void stop(String command) {
        if (stage == Stage.PUBLISHING) {
            out.send(Replies.status(NetStatus.UNPUBLISH_SUCCESS, "Stopped publishing."), streamId);
            emit(new SessionEvent.Unpublished(command));
            stage = Stage.CONNECTED;
        } else if (stage == Stage.PLAYING) {
            emit(new SessionEvent.PlayStopped(command));
            stage = Stage.CONNECTED;
        }
    }

    private void ask(Waiting question, SessionEvent event) {
        waiting = question;
        emit(event);
    }

    private void answer(Waiting question) {
        if (waiting != question) {
            throw new IllegalStateException("answer to " + question + ", waiting for " + waiting);
        }
        waiting = Waiting.NOTHING;
    }

    private void refuseName() {
        out.send(Replies.status(NetStatus.PUBLISH_DENIED, "The stream name or key cannot be used."), streamId);
        nameRefused("publish name");
    }

    private void nameRefused(String detail) {
        emit(new SessionEvent.NameRefused(detail));
        close();
    }

    private void requireConnected(Command command) throws ProtocolViolation {
        if (stage == Stage.HANDSHAKE || stage == Stage.CONNECTING) {
            throw violation(command, "stream command before connect");
        }
    }

    /** Publish and play need a connection that does neither, on stream 0 (toy clients) or one that was created. */
    private void requireIdle(Command command, int onStreamId) throws ProtocolViolation {
        requireConnected(command);
        if (stage != Stage.CONNECTED) {
            throw violation(command, "publish or play while " + stage.name().toLowerCase(Locale.ROOT));
        }
        if (onStreamId < 0 || onStreamId > createdStreams) {
            throw violation(command, "publish or play on a stream that was not created");
        }
    }

    private ProtocolViolation violation(Command command, String detail) {
        if (command.transaction() != 0) {
            out.send(Replies.error(command.transaction(), NetStatus.CALL_FAILED, "Protocol error: " + detail + "."));
        }
        return new ProtocolViolation(Kind.SEQUENCE, detail);
    }
}
