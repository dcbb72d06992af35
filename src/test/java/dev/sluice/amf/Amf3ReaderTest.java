package dev.sluice.amf;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Amf3ReaderTest {
    private static AmfValue read(String hex) throws MalformedInput {
        return Amf0ReaderTest.read("11" + hex).get(0);
    }

    @Test
    void readsSimpleTypes() throws MalformedInput {
        assertThat(read("00")).isEqualTo(AmfValue.Absent.UNDEFINED);
        assertThat(read("01")).isEqualTo(AmfValue.Absent.NULL);
        assertThat(read("02")).isEqualTo(AmfValue.of(false));
        assertThat(read("03")).isEqualTo(AmfValue.of(true));
        assertThat(read("05 3ff0000000000000")).isEqualTo(AmfValue.of(1));
        assertThat(read("06 07 616263")).isEqualTo(AmfValue.of("abc"));
        assertThat(read("08 01 408f400000000000")).isEqualTo(new AmfValue.Date(1000));
        assertThat(read("0c 05 0102")).isEqualTo(new AmfValue.Bytes(Slice.of(1, 2)));
    }

    @Test
    void readsIntegersOf29BitsWithSign() throws MalformedInput {
        assertThat(read("04 7f")).isEqualTo(AmfValue.of(127));
        assertThat(read("04 8100")).isEqualTo(AmfValue.of(128));
        assertThat(read("04 ffffffff")).isEqualTo(AmfValue.of(-1));
        assertThat(read("04 c0808000")).isEqualTo(AmfValue.of(-268435456));
        assertThat(read("04 bfffffff")).isEqualTo(AmfValue.of(268435455));
    }

    @Test
    void readsArraysWithAndWithoutNames() throws MalformedInput {
        assertThat(read("09 05 01 04 01 04 02"))
                .isEqualTo(new AmfValue.StrictArray(List.of(AmfValue.of(1), AmfValue.of(2))));
        assertThat(read("09 03 03 61 03 01 04 07"))
                .isEqualTo(AmfValue.ecmaArray(entry("a", AmfValue.of(true)), entry("0", AmfValue.of(7))));
    }

    @Test
    void sharesStringsAndTraits() throws MalformedInput {
        // Two objects of one class with member "a", the second by trait reference, its value by string reference.
        assertThat(read("09 05 01 0a 13 01 03 61 06 00 0a 01 06 00"))
                .isEqualTo(new AmfValue.StrictArray(List.of(
                        AmfValue.object(entry("a", AmfValue.of("a"))), AmfValue.object(entry("a", AmfValue.of("a"))))));
    }

    @Test
    void readsDynamicMembersVectorsAndDictionaries() throws MalformedInput {
        assertThat(read("0a 0b 01 03 61 04 05 01")).isEqualTo(AmfValue.object(entry("a", AmfValue.of(5))));
        assertThat(read("0d 05 00 ffffffff 00000001"))
                .isEqualTo(new AmfValue.StrictArray(List.of(AmfValue.of(-1), AmfValue.of(1))));
        assertThat(read("10 03 00 01 06 03 61")).isEqualTo(new AmfValue.StrictArray(List.of(AmfValue.of("a"))));
        assertThat(read("11 03 00 06 03 61 03")).isEqualTo(AmfValue.object(entry("a", AmfValue.of(true))));
    }

    @Test
    void goesBackToAmf0BehindTheValue() throws MalformedInput {
        assertThat(Amf0ReaderTest.read("11 03 05 11 06 03 61"))
                .containsExactly(AmfValue.of(true), AmfValue.Absent.NULL, AmfValue.of("a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0a 07 03 61 00", "12", "09 03 01 0a 07 03 61 00"})
    void isLostAtWhatOnlyItsClassCouldRead(String hex) throws MalformedInput {
        Amf0Reader reader = Amf0Reader.strict(Slice.hex("11" + hex + "050505"), AmfLimits.DEFAULT);
        reader.next();
        assertThat(reader.isLost()).isTrue();
        assertThat(reader.hasNext()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "06 02", // dangling string
                "09 02", // dangling object
                "0a 05", // dangling traits
                "09 03 01 09 00", // an array inside itself
                "0c fffffffe", // byte array beyond the end
                "09 ffffffff 01", // more elements than bytes
                "0f ffffffff 00",
                "0a ffffff f3 01", // more members than bytes
                "04 80",
            })
    void refusesWhatCannotBeRead(String hex) {
        assertThatThrownBy(() -> read(hex)).isInstanceOf(MalformedInput.class);
    }
}
