package dev.sluice.rtmp.message;

import dev.sluice.amf.AmfLimits;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.rtmp.chunk.MessageType;
import dev.sluice.rtmp.chunk.RawMessage;

/** The body of one message, by what it means (RTMP 1.0 §5.4, §6.2, §7.1). */
public sealed interface Message
        permits SetChunkSize,
                Abort,
                Acknowledgement,
                UserControl,
                WindowAcknowledgementSize,
                SetPeerBandwidth,
                Audio,
                Video,
                DataMessage,
                Command,
                Aggregate,
                Unknown {
    /** The message type id under which this is sent. */
    int type();

    /** The payload bytes. */
    Slice body();

    /**
     * Reads the payload of {@code raw}. A data message that cannot be read is {@link Unknown}: encoders put
     * private bytes there (FFmpeg's time codes), and no such message is worth a connection.
     */
    static Message decode(RawMessage raw, AmfLimits limits) throws MalformedInput, MalformedCommand {
        Slice payload = raw.payload();
        return switch (raw.type()) {
            case MessageType.SET_CHUNK_SIZE -> SetChunkSize.decode(payload);
            case MessageType.ABORT -> Abort.decode(payload);
            case MessageType.ACKNOWLEDGEMENT -> Acknowledgement.decode(payload);
            case MessageType.USER_CONTROL -> UserControl.decode(payload);
            case MessageType.WINDOW_ACKNOWLEDGEMENT_SIZE -> WindowAcknowledgementSize.decode(payload);
            case MessageType.SET_PEER_BANDWIDTH -> SetPeerBandwidth.decode(payload);
            case MessageType.AUDIO -> new Audio(payload);
            case MessageType.VIDEO -> new Video(payload);
            case MessageType.DATA_AMF0, MessageType.DATA_AMF3 -> DataMessage.decode(raw.type(), payload, limits);
            case MessageType.COMMAND_AMF0, MessageType.COMMAND_AMF3 -> Command.decode(raw.type(), payload, limits);
            case MessageType.AGGREGATE -> Aggregate.decode(payload);
            default -> new Unknown(raw.type(), payload);
        };
    }

    /** This body as a message on the chunk stream where clients expect it. */
    default RawMessage at(long timestampMillis, int streamId) {
        return new RawMessage(timestampMillis, type(), streamId, ChunkStreams.of(type(), streamId), body());
    }
}
