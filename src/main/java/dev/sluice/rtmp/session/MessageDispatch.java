package dev.sluice.rtmp.session;

import dev.sluice.amf.AmfValue;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.rtmp.chunk.MessageType;
import dev.sluice.rtmp.chunk.RawMessage;
import dev.sluice.rtmp.message.Aggregate;
import dev.sluice.rtmp.message.Audio;
import dev.sluice.rtmp.message.Command;
import dev.sluice.rtmp.message.DataMessage;
import dev.sluice.rtmp.message.MalformedCommand;
import dev.sluice.rtmp.message.Message;
import dev.sluice.rtmp.message.SetPeerBandwidth;
import dev.sluice.rtmp.message.UserControl;
import dev.sluice.rtmp.message.Video;
import dev.sluice.rtmp.message.WindowAcknowledgementSize;
import dev.sluice.rtmp.session.ProtocolViolation.Kind;
import java.util.List;
import java.util.Set;

/** Sends each message where it belongs. What has no place is skipped and counted, never a reason to close. */
final class MessageDispatch {
    private static final Set<String> ENDINGS = Set.of("FCUnpublish", "deleteStream", "closeStream");

    private final SessionLimits limits;
    private final Conversation conversation;
    private final CommandDispatch commands;
    private final AcknowledgementWindow window;
    private final SessionOutput out;
    private long announcedWindowBytes;
    private long messageCount;
    private long controlCount;
    private long commandCount;
    private long skippedCount;
    private long endingCount;

    MessageDispatch(SessionLimits limits, Conversation conversation, AcknowledgementWindow window, SessionOutput out) {
        this.limits = limits;
        this.conversation = conversation;
        this.window = window;
        this.out = out;
        commands = new CommandDispatch(limits, conversation, out);
        announcedWindowBytes = limits.acknowledgementWindowBytes();
    }

    SessionCounters counters() {
        return new SessionCounters(messageCount, controlCount, commandCount, skippedCount, endingCount);
    }

    void handle(RawMessage raw, Message message) throws ProtocolViolation, MalformedInput, MalformedCommand {
        messageCount++;
        if (MessageType.isControl(raw.type())) {
            controlCount++;
            control(message);
        } else if (message instanceof Command command) {
            commandCount++;
            endingCount += ENDINGS.contains(command.name()) ? 1 : 0;
            commands.handle(command, raw.streamId());
        } else if (MessageType.isMedia(raw.type())) {
            media(raw, message);
        } else if (message instanceof DataMessage data) {
            data(raw, data.values());
        } else {
            skippedCount++;
        }
    }

    private void control(Message message) {
        if (message instanceof WindowAcknowledgementSize size) {
            window.announced(size.windowBytes());
        } else if (message instanceof SetPeerBandwidth wish) {
            if (wish.windowBytes() > 0 && wish.windowBytes() != announcedWindowBytes) {
                announcedWindowBytes = wish.windowBytes();
                out.send(new WindowAcknowledgementSize(announcedWindowBytes));
            }
        } else if (message instanceof UserControl control) {
            userControl(control);
        }
    }

    private void userControl(UserControl control) {
        switch (control.event()) {
            case PING_REQUEST -> out.send(new UserControl(UserControl.Event.PING_RESPONSE, control.value()));
            case PING_RESPONSE -> conversation.emit(new SessionEvent.PongReceived(control.value()));
            case UNKNOWN -> skippedCount++;
            default -> {
                // The rest is for the other side's buffers and asks nothing of a live server.
            }
        }
    }

    private void media(RawMessage raw, Message message) throws ProtocolViolation, MalformedInput, MalformedCommand {
        if (!conversation.hasPublished()) {
            throw new ProtocolViolation(Kind.SEQUENCE, "media of type " + raw.type() + " without publish");
        }
        if (conversation.stage() != Stage.PUBLISHING || raw.payload().isEmpty()) {
            skippedCount++;
        } else if (message instanceof Audio audio) {
            conversation.emit(new SessionEvent.AudioData(raw.timestampMillis(), audio.body()));
        } else if (message instanceof Video video) {
            conversation.emit(new SessionEvent.VideoData(raw.timestampMillis(), video.body()));
        } else if (message instanceof Aggregate aggregate) {
            for (RawMessage part : aggregate.messages(raw)) {
                part(part);
            }
        }
    }

    /** Commands and control have no business inside an aggregate. */
    private void part(RawMessage raw) throws ProtocolViolation, MalformedInput, MalformedCommand {
        boolean isData = raw.type() == MessageType.DATA_AMF0 || raw.type() == MessageType.DATA_AMF3;
        if (isData || MessageType.isMedia(raw.type())) {
            handle(raw, Message.decode(raw, limits.amf()));
        } else {
            skippedCount++;
        }
    }

    private void data(RawMessage raw, List<AmfValue> values) {
        if (conversation.stage() != Stage.PUBLISHING || values.isEmpty()) {
            skippedCount++;
            return;
        }
        int at = values.get(0).text().orElse("").equals("@setDataFrame") ? 1 : 0;
        String name = at < values.size() ? values.get(at).text().orElse("") : "";
        if (name.isEmpty() || name.equals("onStatus") || name.equals("@clearDataFrame")) {
            skippedCount++;
            return;
        }
        AmfValue value = at + 1 < values.size() ? values.get(at + 1) : AmfValue.Absent.UNDEFINED;
        conversation.emit(new SessionEvent.Metadata(raw.timestampMillis(), ClientText.shown(name), value));
    }
}
