package dev.sluice.amf;

import dev.sluice.bytes.Slice;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One value of AMF0 or AMF3 as plain data.
 *
 * <p>Collections are immutable and keep the order of the wire. Text may be a stream key, so nothing that holds text
 * prints it.
 */
public sealed interface AmfValue {
    /** A double, and the 29-bit integers of AMF3. */
    record Numeric(double value) implements AmfValue {}

    /** True or false. */
    record Bool(boolean value) implements AmfValue {}

    /** A string, long strings and AMF3 strings included. */
    record Text(String value) implements AmfValue {
        @Override
        public String toString() {
            return "Text[" + value.length() + "]";
        }
    }

    /** Anonymous and typed objects; the class name is dropped. */
    record ObjectValue(Map<String, AmfValue> properties) implements AmfValue {
        @Override
        public String toString() {
            return "ObjectValue" + properties.keySet().size();
        }
    }

    /** An array with names, what {@code onMetaData} carries. */
    record EcmaArray(Map<String, AmfValue> properties) implements AmfValue {
        @Override
        public String toString() {
            return "EcmaArray" + properties.keySet().size();
        }
    }

    /** An array without names; AMF3 vectors too. */
    record StrictArray(List<AmfValue> elements) implements AmfValue {
        @Override
        public String toString() {
            return "StrictArray" + elements.size();
        }
    }

    /** Milliseconds since 1970-01-01 UTC; the time zone of AMF0 is reserved and dropped. */
    record Date(double epochMillis) implements AmfValue {}

    /** An XML document as text, unparsed. */
    record Xml(String document) implements AmfValue {
        @Override
        public String toString() {
            return "Xml[" + document.length() + "]";
        }
    }

    /** A byte array of AMF3. */
    record Bytes(Slice value) implements AmfValue {}

    /** The ways of saying nothing. */
    enum Absent implements AmfValue {
        NULL,
        UNDEFINED,
        /** What its sender could not express (marker 0x0D), or a value of AMF3 that only its own class can read. */
        UNSUPPORTED
    }

    static AmfValue of(double value) {
        return new Numeric(value);
    }

    static AmfValue of(boolean value) {
        return new Bool(value);
    }

    static AmfValue of(String value) {
        return new Text(value);
    }

    /** An object of these members, in this order. */
    @SafeVarargs
    static ObjectValue object(Map.Entry<String, AmfValue>... members) {
        return new ObjectValue(ordered(members));
    }

    /** An array with these names, in this order. */
    @SafeVarargs
    static EcmaArray ecmaArray(Map.Entry<String, AmfValue>... members) {
        return new EcmaArray(ordered(members));
    }

    @SafeVarargs
    private static Map<String, AmfValue> ordered(Map.Entry<String, AmfValue>... members) {
        Map<String, AmfValue> properties = new LinkedHashMap<>();
        for (Map.Entry<String, AmfValue> member : members) {
            properties.put(member.getKey(), member.getValue());
        }
        return Collections.unmodifiableMap(properties);
    }

    /** The text, when this is text. */
    default Optional<String> text() {
        return this instanceof Text text ? Optional.of(text.value()) : Optional.empty();
    }

    /** The number, when this is a number. */
    default OptionalDouble number() {
        return this instanceof Numeric number ? OptionalDouble.of(number.value()) : OptionalDouble.empty();
    }

    /** The named members of an object or an array with names; empty for everything else. */
    default Map<String, AmfValue> members() {
        if (this instanceof ObjectValue object) {
            return object.properties();
        }
        return this instanceof EcmaArray array ? array.properties() : Map.of();
    }

    /** The member {@code name}, {@link Absent#UNDEFINED} when there is none. */
    default AmfValue member(String name) {
        return members().getOrDefault(name, Absent.UNDEFINED);
    }
}
