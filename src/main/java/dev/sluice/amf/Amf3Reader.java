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
 * Reads one AMF3 value (AMF3 specification, 2013), which encoders put behind the marker 0x11 of AMF0.
 *
 * <p>Strings, objects and traits have reference tables of their own. An object with externalizable traits or
 * a marker of the future has no end that can be found: it reads as {@link AmfValue.Absent#UNSUPPORTED} and
 * the budget is marked lost.
 */
final class Amf3Reader {
    private record Traits(List<String> names, boolean dynamic) {}

    private final ByteReader in;
    private final AmfBudget budget;
    private final ReferenceTable objects;
    private final List<String> strings = new ArrayList<>();
    private final List<Traits> traits = new ArrayList<>();

    Amf3Reader(ByteReader in, AmfBudget budget) {
        this.in = in;
        this.budget = budget;
        objects = new ReferenceTable(budget);
    }

    AmfValue next() throws MalformedInput {
        int marker = in.u8();
        budget.value();
        return switch (marker) {
            case 0x00 -> AmfValue.Absent.UNDEFINED;
            case 0x01 -> AmfValue.Absent.NULL;
            case 0x02 -> new AmfValue.Bool(false);
            case 0x03 -> new AmfValue.Bool(true);
            case 0x04 -> new AmfValue.Numeric(u29() << 3 >> 3);
            case 0x05 -> new AmfValue.Numeric(in.f64());
            case 0x06 -> new AmfValue.Text(string());
            default -> isComplex(marker) ? complex(marker) : lost();
        };
    }

    private static boolean isComplex(int marker) {
        return marker >= 0x07 && marker <= 0x11;
    }

    private AmfValue lost() {
        budget.lose();
        return AmfValue.Absent.UNSUPPORTED;
    }

    /** Types that share the object table: U29 with the low bit clear refers to an earlier one. */
    private AmfValue complex(int marker) throws MalformedInput {
        int header = u29();
        if ((header & 1) == 0) {
            return objects.at(header >>> 1);
        }
        int count = header >>> 1;
        long before = budget.expandedValues();
        int index = objects.begin();
        budget.enter();
        AmfValue value = switch (marker) {
            case 0x07, 0x0B -> new AmfValue.Xml(bytes(count).toUtf8());
            case 0x08 -> new AmfValue.Date(in.f64());
            case 0x09 -> array(count);
            case 0x0A -> object(header);
            case 0x0C -> new AmfValue.Bytes(bytes(count));
            case 0x0D, 0x0E, 0x0F -> numbers(marker, count);
            case 0x10 -> vector(count);
            default -> dictionary(count);
        };
        budget.leave();
        return objects.end(index, value, before);
    }

    private AmfValue array(int count) throws MalformedInput {
        Map<String, AmfValue> named = named();
        require(count, 1);
        if (named.isEmpty()) {
            return new AmfValue.StrictArray(values(count));
        }
        for (int i = 0; i < count && !budget.isStopped(); i++) {
            named.put(Integer.toString(i), next());
        }
        return new AmfValue.EcmaArray(Collections.unmodifiableMap(named));
    }

    /** Names and values up to the empty name. */
    private Map<String, AmfValue> named() throws MalformedInput {
        Map<String, AmfValue> named = new LinkedHashMap<>();
        while (!budget.isStopped()) {
            String name = string();
            if (name.isEmpty()) {
                break;
            }
            named.put(name, next());
        }
        return named;
    }

    private AmfValue object(int header) throws MalformedInput {
        Traits form;
        if ((header & 2) == 0) {
            int index = header >>> 2;
            if (index >= traits.size()) {
                throw new MalformedInput("AMF3 traits " + index + " of " + traits.size());
            }
            form = traits.get(index);
        } else if ((header & 4) != 0) {
            return lost();
        } else {
            form = traits(header >>> 4, (header & 8) != 0);
        }
        Map<String, AmfValue> properties = new LinkedHashMap<>();
        for (String name : form.names()) {
            if (budget.isStopped()) {
                break;
            }
            properties.put(name, next());
        }
        if (form.dynamic()) {
            properties.putAll(named());
        }
        return new AmfValue.ObjectValue(Collections.unmodifiableMap(properties));
    }

    private Traits traits(int count, boolean dynamic) throws MalformedInput {
        string();
        require(count, 1);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            // A sealed member is a value to come, and costs one before memory is spent on its name.
            budget.repeat(1);
            names.add(string());
        }
        Traits form = new Traits(names, dynamic);
        traits.add(form);
        return form;
    }

    private AmfValue numbers(int marker, int count) throws MalformedInput {
        in.skip(1);
        require(count, marker == 0x0F ? 8 : 4);
        List<AmfValue> elements = new ArrayList<>();
        for (int i = 0; i < count && !budget.isStopped(); i++) {
            budget.value();
            double value = switch (marker) {
                case 0x0D -> (int) in.u32();
                case 0x0E -> in.u32();
                default -> in.f64();
            };
            elements.add(new AmfValue.Numeric(value));
        }
        return new AmfValue.StrictArray(Collections.unmodifiableList(elements));
    }

    private AmfValue vector(int count) throws MalformedInput {
        in.skip(1);
        string();
        require(count, 1);
        return new AmfValue.StrictArray(values(count));
    }

    /** Keys of a dictionary may be of any type; those that are not text are named by their place. */
    private AmfValue dictionary(int count) throws MalformedInput {
        in.skip(1);
        require(count, 2);
        Map<String, AmfValue> entries = new LinkedHashMap<>();
        for (int i = 0; i < count && !budget.isStopped(); i++) {
            String name = next().text().orElse("#" + i);
            if (!budget.isStopped()) {
                entries.put(name, next());
            }
        }
        return new AmfValue.ObjectValue(Collections.unmodifiableMap(entries));
    }

    private List<AmfValue> values(int count) throws MalformedInput {
        List<AmfValue> elements = new ArrayList<>();
        for (int i = 0; i < count && !budget.isStopped(); i++) {
            elements.add(next());
        }
        return Collections.unmodifiableList(elements);
    }

    private String string() throws MalformedInput {
        int header = u29();
        int lengthOrIndex = header >>> 1;
        if ((header & 1) == 0) {
            if (lengthOrIndex >= strings.size()) {
                throw new MalformedInput("AMF3 string " + lengthOrIndex + " of " + strings.size());
            }
            String known = strings.get(lengthOrIndex);
            budget.bytes(known.length());
            return known;
        }
        String text = bytes(lengthOrIndex).toUtf8();
        if (!text.isEmpty()) {
            strings.add(text);
        }
        return text;
    }

    private Slice bytes(int length) throws MalformedInput {
        Slice bytes = in.slice(length);
        budget.bytes(length);
        return bytes;
    }

    private void require(int count, int bytesEach) throws MalformedInput {
        if ((long) count * bytesEach > in.remaining()) {
            throw new MalformedInput("AMF3 count " + count + " in " + in.remaining() + " bytes");
        }
    }

    /** Unsigned, 29 bits: seven in each of three bytes, eight in the fourth (AMF3 §1.3.1). */
    private int u29() throws MalformedInput {
        int value = 0;
        for (int i = 0; i < 3; i++) {
            int octet = in.u8();
            value = value << 7 | (octet & 0x7F);
            if (octet < 0x80) {
                return value;
            }
        }
        return value << 8 | in.u8();
    }
}
