package dev.sluice.rtmp.message;

import dev.sluice.amf.Amf0Writer;
import dev.sluice.amf.AmfLimits;
import dev.sluice.amf.AmfValue;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.rtmp.chunk.MessageType;
import java.util.ArrayList;
import java.util.List;

/**
 * A remote call or its answer (RTMP 1.0 §7.2). Always written as AMF0; arguments may hold a stream key and are not
 * printed.
 *
 * @param transaction the caller's number, 0 when no answer is wanted
 * @param arguments the command object, mostly null, and all that follows it
 */
public record Command(String name, double transaction, List<AmfValue> arguments) implements Message {
    /** A command with these arguments. */
    public static Command of(String name, double transaction, AmfValue... arguments) {
        return new Command(name, transaction, List.of(arguments));
    }

    static Command decode(int type, Slice payload, AmfLimits limits) throws MalformedInput, MalformedCommand {
        List<AmfValue> values = Arguments.ofCommand(Arguments.withoutSelector(type, payload), limits);
        if (values.isEmpty() || !(values.get(0) instanceof AmfValue.Text name)) {
            throw new MalformedCommand("command without a name");
        }
        double transaction = values.size() > 1 ? values.get(1).number().orElse(Double.NaN) : 0;
        if (!Double.isFinite(transaction)) {
            throw new MalformedCommand("command without a transaction number");
        }
        return new Command(name.value(), transaction, values.subList(Math.min(2, values.size()), values.size()));
    }

    /** Argument {@code index}, the command object being 0; undefined when there are fewer. */
    public AmfValue argument(int index) {
        return index < arguments.size() ? arguments.get(index) : AmfValue.Absent.UNDEFINED;
    }

    @Override
    public int type() {
        return MessageType.COMMAND_AMF0;
    }

    @Override
    public Slice body() {
        List<AmfValue> values = new ArrayList<>();
        values.add(AmfValue.of(name));
        values.add(AmfValue.of(transaction));
        values.addAll(arguments);
        return Amf0Writer.encode(values);
    }

    @Override
    public String toString() {
        return "Command[" + transaction + ", " + arguments.size() + " arguments]";
    }
}
