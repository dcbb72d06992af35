package dev.sluice.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sluice.amf.Amf0Reader;
import dev.sluice.amf.Amf0Writer;
import dev.sluice.amf.AmfLimits;
import dev.sluice.amf.AmfValue;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import java.util.ArrayList;
import java.util.List;

/** AMF0, and AMF3 behind its marker: nothing but MalformedInput escapes, and what was read can be written and read. */
class AmfFuzzTest {
    @FuzzTest
    void values(byte[] input) {
        Slice bytes = Slice.wrap(input);
        Effort.within((2 << 20) + 512L * input.length, () -> {
            boolean truncating = (input.length & 1) == 0;
            List<AmfValue> values = read(
                    truncating
                            ? Amf0Reader.truncating(bytes, AmfLimits.DEFAULT)
                            : Amf0Reader.strict(bytes, AmfLimits.DEFAULT));
            if (!values.isEmpty() && input.length < 512) {
                writeAgain(values);
            }
        });
    }

    private static List<AmfValue> read(Amf0Reader reader) {
        List<AmfValue> values = new ArrayList<>();
        try {
            while (reader.hasNext()) {
                AmfValue value = reader.next();
                values.add(value);
                walk(value);
            }
        } catch (MalformedInput expected) {
            requireReason(expected);
        }
        return values;
    }

    /** What callers do with a value. */
    private static void walk(AmfValue value) {
        value.text();
        value.number();
        value.member("code");
    }

    /** AMF0 cannot say everything that AMF3 can, so it is the second writing that must equal the first. */
    private static void writeAgain(List<AmfValue> values) {
        Slice written = Amf0Writer.encode(values);
        Amf0Reader reader = Amf0Reader.strict(written, new AmfLimits(20_000, 100_000, 64 << 20));
        List<AmfValue> again = new ArrayList<>();
        try {
            while (reader.hasNext()) {
                again.add(reader.next());
            }
        } catch (MalformedInput e) {
            throw new AssertionError("our own writing cannot be read", e);
        }
        if (again.size() != values.size() || !Amf0Writer.encode(again).equals(written)) {
            throw new AssertionError(values + " was written and read as " + again);
        }
    }

    static void requireReason(Exception found) {
        if (found.getMessage() == null || found.getMessage().isBlank()) {
            throw new AssertionError("an error without a reason", found);
        }
    }
}
