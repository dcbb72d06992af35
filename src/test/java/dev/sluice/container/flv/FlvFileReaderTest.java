package dev.sluice.container.flv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlvFileReaderTest {
    private static final String HEADER = "464c5601050000000900000000";
    private static final String TAG = "08 000004 000102 7f 000000 af001210 0000000f";

    @Test
    void readsTagsWithExtendedTimestamps() throws MalformedInput {
        FlvFileReader reader = new FlvFileReader(Slice.hex(HEADER + TAG + TAG));
        FlvFileReader.Tag expected = new FlvFileReader.Tag(8, 0x7F000102L, Slice.hex("af001210"));
        assertThat(reader.next()).contains(expected);
        assertThat(reader.next()).contains(expected);
        assertThat(reader.next()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "464c57010500000009 00000000",
                "464c56020500000009 00000000",
                "464c5601050000000a 00000000",
                HEADER + "07 000000 000000 00 000000 0000000b",
                HEADER + "08 000000 000000 00 000001 0000000b",
                HEADER + "08 000000 000000 00 000000 0000000c",
                HEADER + "08 ffffff 000000 00 000000 00"
            })
    void refusesEverythingOdd(String hex) {
        assertThatThrownBy(() -> new FlvFileReader(Slice.hex(hex)).next()).isInstanceOf(MalformedInput.class);
    }

    @Test
    void refusesAFileThatEndsInATag() {
        Slice file = Slice.hex(HEADER + TAG);
        for (int length = 14; length < file.length(); length++) {
            Slice cut = file.slice(0, length);
            assertThatThrownBy(() -> new FlvFileReader(cut).next()).isInstanceOf(MalformedInput.class);
        }
    }
}
