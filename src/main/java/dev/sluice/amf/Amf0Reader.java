package dev.sluice.amf;

import dev.sluice.bytes.ByteReader;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the values of one message (AMF0 specification, 2007), one after the other.
 *
 * <p>As tolerant as encoders need: counts are hints, an object may end with the message (Envivio omits the terminator),
 * an empty name without the end marker is a name. What no encoder needs is {@link MalformedInput}.
 */
public final class Amf0Reader {
    private final ByteReader in;
    private final AmfBudget budget;
    private final ReferenceTable references;

    private Amf0Reader(Slice bytes, AmfBudget budget) {
        in = new ByteReader(bytes);
        this.budget = budget;
        references = new ReferenceTable(budget);
    }

    /** A reader that fails at every limit. */
    public static Amf0Reader strict(Slice bytes, AmfLimits limits) {
        return new Amf0Reader(bytes, new AmfBudget(limits, false));
    }

    /** A reader that stops, with what it has, where the values become too many. */
    public static Amf0Reader truncating(Slice bytes, AmfLimits limits) {
        return new Amf0Reader(bytes, new AmfBudget(limits, true));
    }

    /** Whether another value follows. */
    public boolean hasNext() {
        return !in.isAtEnd() && !budget.isStopped();
    }

    /** Whether reading has stopped at an AMF3 value that only the class of its sender could read. */
    public boolean isLost() {
        return budget.isLost();
    }

    /** The next value; check {@link #hasNext()} first. */
    public AmfValue next() throws MalformedInput {
        int marker = in.u8();
        budget.value();
        return switch (marker) {
            case Amf0.NUMBER -> new AmfValue.Numeric(in.f64());
            case Amf0.BOOLEAN -> new AmfValue.Bool(in.u8() != 0);
            case Amf0.STRING -> new AmfValue.Text(text(in.u16()));
            case Amf0.OBJECT -> object();
            case Amf0.NULL -> AmfValue.Absent.NULL;
            case Amf0.UNDEFINED -> AmfValue.Absent.UNDEFINED;
            case Amf0.REFERENCE -> references.at(in.u16());
            case Amf0.ECMA_ARRAY -> ecmaArray();
            case Amf0.STRICT_ARRAY -> strictArray();
            case Amf0.DATE -> date();
            case Amf0.LONG_STRING -> new AmfValue.Text(text(in.u32()));
            case Amf0.UNSUPPORTED -> AmfValue.Absent.UNSUPPORTED;
            case Amf0.XML -> new AmfValue.Xml(text(in.u32()));
            case Amf0.TYPED_OBJECT -> {
                text(in.u16());
                yield object();
            }
            // A new context with tables of its own (AMF0 §3.1), and so one reader for each switch.
            case Amf0.AMF3 -> new Amf3Reader(in, budget).next();
            default -> throw new MalformedInput("AMF0 marker " + marker);
        };
    }

    private AmfValue date() throws MalformedInput {
        double epochMillis = in.f64();
        in.skip(2);
        return new AmfValue.Date(epochMillis);
    }

    private AmfValue object() throws MalformedInput {
        long before = budget.expandedValues();
        int index = references.begin();
        return references.end(index, new AmfValue.ObjectValue(properties()), before);
    }

    private AmfValue ecmaArray() throws MalformedInput {
        in.skip(4);
        long before = budget.expandedValues();
        int index = references.begin();
        return references.end(index, new AmfValue.EcmaArray(properties()), before);
    }

    private Map<String, AmfValue> properties() throws MalformedInput {
        budget.enter();
        Map<String, AmfValue> properties = new LinkedHashMap<>();
        while (hasNext()) {
            String name = text(in.u16());
            if (name.isEmpty() && !in.isAtEnd() && in.peek() == Amf0.OBJECT_END) {
                in.skip(1);
                break;
            }
            properties.put(name, next());
        }
        budget.leave();
        return Collections.unmodifiableMap(properties);
    }

    private AmfValue strictArray() throws MalformedInput {
        long count = in.u32();
        if (count > in.remaining()) {
            throw new MalformedInput("AMF array of " + count + " values in " + in.remaining() + " bytes");
        }
        long before = budget.expandedValues();
        int index = references.begin();
        budget.enter();
        List<AmfValue> elements = new ArrayList<>();
        for (long i = 0; i < count && !budget.isStopped(); i++) {
            elements.add(next());
        }
        budget.leave();
        return references.end(index, new AmfValue.StrictArray(Collections.unmodifiableList(elements)), before);
    }

    private String text(long length) throws MalformedInput {
        if (length > in.remaining()) {
            throw new MalformedInput("AMF text of " + length + " bytes, " + in.remaining() + " are left");
        }
        budget.bytes(length);
        return in.slice((int) length).toUtf8();
    }
}
