package dev.sluice.rtmp.session;

import dev.sluice.amf.AmfValue;
import dev.sluice.rtmp.message.Command;
import dev.sluice.rtmp.session.ProtocolViolation.Kind;

/**
 * Every command that clients are known to send, and what they wait for. Unknown ones get an empty result when
 * they carry a transaction number, as from SRS: that satisfies {@code _checkbw} and whatever else an encoder
 * asks for.
 */
final class CommandDispatch {
    private static final AmfValue NULL = AmfValue.Absent.NULL;

    private final SessionLimits limits;
    private final Conversation conversation;
    private final SessionOutput out;
    private int commandsBeforePublish;

    CommandDispatch(SessionLimits limits, Conversation conversation, SessionOutput out) {
        this.limits = limits;
        this.conversation = conversation;
        this.out = out;
    }

    void handle(Command command, int streamId) throws ProtocolViolation {
        boolean accepted = conversation.stage() == Stage.PUBLISHING || conversation.stage() == Stage.PLAYING;
        if (!accepted && ++commandsBeforePublish > limits.maxCommandsBeforePublish()) {
            throw new ProtocolViolation(
                    Kind.COMMAND, "more than " + limits.maxCommandsBeforePublish() + " commands before publish");
        }
        switch (command.name()) {
            case "connect" -> conversation.connect(command);
            case "createStream" -> conversation.createStream(command);
            case "publish" -> conversation.publish(command, streamId);
            case "play" -> conversation.play(command, streamId);
            case "releaseStream" -> result(command, AmfValue.Absent.UNDEFINED);
            case "FCPublish" -> {
                result(command, AmfValue.Absent.UNDEFINED);
                out.send(Replies.notice("onFCPublish", NetStatus.PUBLISH_START, "Ready to publish."));
            }
            case "FCUnpublish" -> {
                result(command, NULL);
                out.send(Replies.notice("onFCUnpublish", NetStatus.UNPUBLISH_SUCCESS, "Stopped publishing."));
                conversation.stopNamed(command);
            }
            case "deleteStream" -> conversation.deleteStream(command);
            case "closeStream" -> conversation.closeStream(streamId);
            case "FCSubscribe" -> {
                result(command, NULL);
                out.send(Replies.notice("onFCSubscribe", NetStatus.PLAY_START, "Ready to play."));
            }
            case "getStreamLength" -> result(command, AmfValue.of(0));
            case "pause" -> pause(command, streamId);
            case "receiveAudio" -> conversation.receive(true, command);
            case "receiveVideo" -> conversation.receive(false, command);
            case "seek" ->
                out.send(Replies.status(NetStatus.SEEK_NOTIFY, "A live stream has no other place."), streamId);
            case "_result", "_error", "onStatus" -> {
                // Stray answers ask for nothing.
            }
            default -> result(command, NULL);
        }
    }

    private void pause(Command command, int streamId) {
        boolean paused = command.argument(1).equals(AmfValue.of(true));
        NetStatus status = paused ? NetStatus.PAUSE_NOTIFY : NetStatus.UNPAUSE_NOTIFY;
        out.send(Replies.status(status, paused ? "Paused." : "Resumed."), streamId);
        conversation.pause(paused);
    }

    /** GStreamer sends transaction 0 and expects no result. */
    private void result(Command command, AmfValue value) {
        if (command.transaction() != 0) {
            out.send(Replies.result(command.transaction(), value));
        }
    }
}
