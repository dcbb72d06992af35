package dev.sluice.amf;

import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.Slice;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Writes values as AMF0, the only form that every client reads. */
public final class Amf0Writer {
    private Amf0Writer() {}

    /** The values one after the other, as the body of a command or data message. */
    public static Slice encode(List<AmfValue> values) {
        ByteWriter out = new ByteWriter(256);
        for (AmfValue value : values) {
            write(out, value);
        }
        return out.take();
    }

    /** Appends one value. What AMF0 has no type for, a byte array, becomes "unsupported". */
    public static void write(ByteWriter out, AmfValue value) {
        if (value instanceof AmfValue.Numeric number) {
            out.u8(Amf0.NUMBER).f64(number.value());
        } else if (value instanceof AmfValue.Bool bool) {
            out.u8(Amf0.BOOLEAN).u8(bool.value() ? 1 : 0);
        } else if (value instanceof AmfValue.Text text) {
            writeText(out, text.value());
        } else if (value instanceof AmfValue.ObjectValue object) {
            out.u8(Amf0.OBJECT);
            writeProperties(out, object.properties());
        } else if (value instanceof AmfValue.EcmaArray array) {
            out.u8(Amf0.ECMA_ARRAY).u32(array.properties().size());
            writeProperties(out, array.properties());
        } else if (value instanceof AmfValue.StrictArray array) {
            out.u8(Amf0.STRICT_ARRAY).u32(array.elements().size());
            array.elements().forEach(element -> write(out, element));
        } else if (value instanceof AmfValue.Date date) {
            out.u8(Amf0.DATE).f64(date.epochMillis()).u16(0);
        } else if (value instanceof AmfValue.Xml xml) {
            byte[] bytes = xml.document().getBytes(StandardCharsets.UTF_8);
            out.u8(Amf0.XML).u32(bytes.length).bytes(bytes);
        } else if (value == AmfValue.Absent.NULL) {
            out.u8(Amf0.NULL);
        } else if (value == AmfValue.Absent.UNDEFINED) {
            out.u8(Amf0.UNDEFINED);
        } else {
            out.u8(Amf0.UNSUPPORTED);
        }
    }

    private static void writeText(ByteWriter out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= 0xFFFF) {
            out.u8(Amf0.STRING).u16(bytes.length).bytes(bytes);
        } else {
            out.u8(Amf0.LONG_STRING).u32(bytes.length).bytes(bytes);
        }
    }

    private static void writeProperties(ByteWriter out, Map<String, AmfValue> properties) {
        properties.forEach((name, value) -> {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            if (bytes.length > 0xFFFF) {
                throw new IllegalArgumentException("property name of " + bytes.length + " bytes");
            }
            out.u16(bytes.length).bytes(bytes);
            write(out, value);
        });
        out.u16(0).u8(Amf0.OBJECT_END);
    }
}
