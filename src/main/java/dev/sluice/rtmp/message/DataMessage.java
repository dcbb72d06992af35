package dev.sluice.rtmp.message;

import dev.sluice.amf.Amf0Writer;
import dev.sluice.amf.AmfLimits;
import dev.sluice.amf.AmfValue;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.rtmp.chunk.MessageType;
import java.util.List;

/**
 * A named list of values on a stream, such as metadata (RTMP 1.0 §7.1.2).
 *
 * @param values the first is the handler's name, often {@code @setDataFrame} with the real one behind it
 */
public record DataMessage(List<AmfValue> values) implements Message {
    static Message decode(int type, Slice payload, AmfLimits limits) {
        try {
            return new DataMessage(Arguments.ofData(Arguments.withoutSelector(type, payload), limits));
        } catch (MalformedInput e) {
            return new Unknown(type, payload);
        }
    }

    @Override
    public int type() {
        return MessageType.DATA_AMF0;
    }

    @Override
    public Slice body() {
        return Amf0Writer.encode(values);
    }
}
