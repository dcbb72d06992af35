package dev.sluice.rtmp.message;

import dev.sluice.bytes.ByteReader;
import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.rtmp.chunk.MessageType;
import java.util.Arrays;

/**
 * An event about a message stream or the connection (RTMP 1.0 §6.2).
 *
 * @param event what it is about; {@link Event#UNKNOWN} for numbers and lengths that nobody has defined
 * @param value the first 32 bits behind the event number: a stream id, or the time of a ping
 */
public record UserControl(Event event, long value) implements Message {
    /** The events of the specification and of Flash Media Server. */
    public enum Event {
        STREAM_BEGIN(0),
        STREAM_EOF(1),
        STREAM_DRY(2),
        SET_BUFFER_LENGTH(3),
        STREAM_IS_RECORDED(4),
        PING_REQUEST(6),
        PING_RESPONSE(7),
        BUFFER_EMPTY(31),
        BUFFER_READY(32),
        UNKNOWN(0xFFFF);

        private final int number;

        Event(int number) {
            this.number = number;
        }

        private static Event of(int number) {
            return Arrays.stream(values())
                    .filter(event -> event.number == number)
                    .findFirst()
                    .orElse(UNKNOWN);
        }
    }

    static UserControl decode(Slice payload) throws MalformedInput {
        ByteReader in = new ByteReader(payload);
        Event event = Event.of(in.u16());
        return in.remaining() < 4 ? new UserControl(Event.UNKNOWN, 0) : new UserControl(event, in.u32());
    }

    @Override
    public int type() {
        return MessageType.USER_CONTROL;
    }

    @Override
    public Slice body() {
        return new ByteWriter(6).u16(event.number).u32(value).take();
    }
}
