package dev.sluice.rtmp.message;

import dev.sluice.amf.Amf0Reader;
import dev.sluice.amf.AmfLimits;
import dev.sluice.amf.AmfValue;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.rtmp.chunk.MessageType;
import java.util.ArrayList;
import java.util.List;

/** The AMF values that commands and data messages consist of. */
final class Arguments {
    private Arguments() {}

    /**
     * Cuts off the selector byte of types 15 and 17 (Errata and Addenda 2024). Some senders leave it out, and
     * every body begins with a string, marker 2, so the first two bytes tell.
     */
    static Slice withoutSelector(int type, Slice payload) {
        boolean mayHaveSelector = type == MessageType.COMMAND_AMF3 || type == MessageType.DATA_AMF3;
        return mayHaveSelector && payload.length() > 1 && payload.at(0) == 0 ? payload.from(1) : payload;
    }

    /** All values of a command. Behind an AMF3 value that nobody can read, what came before must do. */
    static List<AmfValue> ofCommand(Slice payload, AmfLimits limits) throws MalformedInput {
        return all(Amf0Reader.strict(payload, limits));
    }

    /** The values of a data message as far as the limit of values allows. */
    static List<AmfValue> ofData(Slice payload, AmfLimits limits) throws MalformedInput {
        Amf0Reader reader = Amf0Reader.truncating(payload, limits);
        List<AmfValue> values = all(reader);
        if (reader.isLost()) {
            throw new MalformedInput("data message with an AMF3 value of a private class");
        }
        return values;
    }

    private static List<AmfValue> all(Amf0Reader reader) throws MalformedInput {
        List<AmfValue> values = new ArrayList<>();
        while (reader.hasNext()) {
            values.add(reader.next());
        }
        return values;
    }
}
