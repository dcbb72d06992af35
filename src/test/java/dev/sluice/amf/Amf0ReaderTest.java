package dev.sluice.amf;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Amf0ReaderTest {
    private static final AmfValue ONE = AmfValue.of(1);
    private static final String ONE_HEX = "003ff0000000000000";

    static List<AmfValue> read(String hex) throws MalformedInput {
        return read(Slice.hex(hex), AmfLimits.DEFAULT);
    }

    private static List<AmfValue> read(Slice bytes, AmfLimits limits) throws MalformedInput {
        Amf0Reader reader = Amf0Reader.strict(bytes, limits);
        List<AmfValue> values = new ArrayList<>();
        while (reader.hasNext()) {
            values.add(reader.next());
        }
        return values;
    }

    @Test
    void readsEveryType() throws MalformedInput {
        assertThat(read(ONE_HEX)).containsExactly(ONE);
        assertThat(read("0100 0107")).containsExactly(AmfValue.of(false), AmfValue.of(true));
        assertThat(read("020003616263")).containsExactly(AmfValue.of("abc"));
        assertThat(read("05 06 0d"))
                .containsExactly(AmfValue.Absent.NULL, AmfValue.Absent.UNDEFINED, AmfValue.Absent.UNSUPPORTED);
        assertThat(read("0b 408f400000000000 ffc4")).containsExactly(new AmfValue.Date(1000));
        assertThat(read("0c00000003616263")).containsExactly(AmfValue.of("abc"));
        assertThat(read("0f000000033c612f")).containsExactly(new AmfValue.Xml("<a/"));
        assertThat(read("0a00000002 05 06"))
                .containsExactly(new AmfValue.StrictArray(List.of(AmfValue.Absent.NULL, AmfValue.Absent.UNDEFINED)));
    }

    @Test
    void dropsTheClassOfATypedObject() throws MalformedInput {
        assertThat(read("10 0003 466f6f 0001 61 " + ONE_HEX + "000009"))
                .containsExactly(AmfValue.object(entry("a", ONE)));
    }

    @Test
    void takesTheCountOfAnEcmaArrayAsAHint() throws MalformedInput {
        assertThat(read("08 ffffffff 0001 61 " + ONE_HEX + "000009 05"))
                .containsExactly(AmfValue.ecmaArray(entry("a", ONE)), AmfValue.Absent.NULL);
    }

    @Test
    void endsAnObjectWithTheMessage() throws MalformedInput {
        assertThat(read("03 0001 61 " + ONE_HEX)).containsExactly(AmfValue.object(entry("a", ONE)));
    }

    @Test
    void takesAnEmptyNameWithoutEndMarkerAsAName() throws MalformedInput {
        assertThat(read("03 0000 " + ONE_HEX + " 000009")).containsExactly(AmfValue.object(entry("", ONE)));
    }

    @Test
    void letsTheLastOfEqualNamesWin() throws MalformedInput {
        AmfValue object = read("03 0001 61 05 0001 61 " + ONE_HEX + "000009").get(0);
        assertThat(object.member("a")).isEqualTo(ONE);
    }

    @Test
    void followsReferencesToFinishedObjects() throws MalformedInput {
        AmfValue object = AmfValue.object(entry("a", ONE));
        assertThat(read("03 0001 61 " + ONE_HEX + "000009 070000")).containsExactly(object, object);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00 3ff0", // cut number
                "02 0004 616263", // text beyond the end
                "0c ffffffff 61", // length of 4 GiB
                "0a ffffffff 05", // array longer than the bytes left
                "03 0001 61", // object cut behind a name
                "03 00", // object cut inside a name
                "04",
                "0e",
                "12",
                "ff",
                "07 0000", // dangling reference
                "03 0001 61 070000 000009", // an object inside itself
                "11 ", // nothing behind the AMF3 marker
            })
    void refusesWhatCannotBeRead(String hex) {
        assertThatThrownBy(() -> read(hex)).isInstanceOf(MalformedInput.class);
    }

    @Test
    void limitsDepth() throws MalformedInput {
        String open = "0a 00000001".repeat(32);
        assertThat(read(open + "05")).hasSize(1);
        assertThatThrownBy(() -> read("0a 00000001".repeat(33) + "05")).isInstanceOf(MalformedInput.class);
        assertThatThrownBy(() -> read("0a 00000001".repeat(10_000) + "05")).isInstanceOf(MalformedInput.class);
    }

    @Test
    void limitsValues() throws MalformedInput {
        assertThat(read("05".repeat(1000))).hasSize(1000);
        assertThatThrownBy(() -> read("05".repeat(1001))).isInstanceOf(MalformedInput.class);
    }

    @Test
    void keepsTheFirstValuesWhenAskedToTruncate() throws MalformedInput {
        Amf0Reader reader = Amf0Reader.truncating(Slice.hex("0a 00000bb8" + "05".repeat(3000)), AmfLimits.DEFAULT);
        AmfValue.StrictArray array = (AmfValue.StrictArray) reader.next();
        assertThat(array.elements()).hasSizeBetween(999, 1000);
        assertThat(reader.hasNext()).isFalse();
        assertThat(reader.isLost()).isFalse();
    }

    @Test
    void limitsText() throws MalformedInput {
        AmfLimits limits = new AmfLimits(32, 1000, 5);
        assertThat(read(Slice.hex("02 0005 6162636465"), limits)).hasSize(1);
        assertThatThrownBy(() -> read(Slice.hex("02 0003 616263 02 0003 616263"), limits))
                .isInstanceOf(MalformedInput.class);
    }

    @Test
    void doesNotLetReferencesMultiply() {
        // Each array holds the one before it four times: 4^12 values from 200 bytes.
        StringBuilder hex = new StringBuilder("0a 00000001 05 ");
        for (int i = 0; i < 12; i++) {
            hex.append("0a 00000004 ").append(String.format("07%04x", i).repeat(4));
        }
        assertThatThrownBy(() -> read(hex.toString())).isInstanceOf(MalformedInput.class);
    }

    @Test
    void readsBackWhatIsWritten() throws MalformedInput {
        List<AmfValue> values = List.of(
                AmfValue.of("x".repeat(70_000)),
                AmfValue.ecmaArray(entry("a", ONE), entry("ü", new AmfValue.Date(5))),
                new AmfValue.StrictArray(List.of(ONE, AmfValue.of(true), new AmfValue.Xml("<a/>"))),
                AmfValue.Absent.UNSUPPORTED);
        assertThat(read(Amf0Writer.encode(values), AmfLimits.DEFAULT)).isEqualTo(values);
    }

    @Test
    void failsInNoOtherWayThanMalformedInput() {
        Random random = new Random(7);
        int[] markers = {0, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15, 16, 17};
        for (int i = 0; i < 30_000; i++) {
            byte[] bytes = new byte[random.nextInt(60)];
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = (byte) (random.nextInt(3) > 0 ? markers[random.nextInt(16)] : random.nextInt());
            }
            try {
                read(Slice.wrap(bytes), AmfLimits.DEFAULT);
            } catch (MalformedInput expected) {
                assertThat(expected).hasNoCause();
            }
        }
    }
}
