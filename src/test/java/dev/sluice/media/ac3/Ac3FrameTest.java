package dev.sluice.media.ac3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.Damage;
import dev.sluice.bytes.Slice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Ac3FrameTest {
    /** FFmpeg's stereo at 192 kbit/s and 48 kHz. */
    private static final String AC3 = "0b77fe95144043e106f46370c0c0c218";

    /** FFmpeg's stereo at 96 kbit/s and 44.1 kHz. */
    private static final String EAC3 = "0b7700cf7487c00020fc210831201106";

    static Slice frame(String head, int length) {
        Slice start = Slice.hex(head);
        return new ByteWriter(length)
                .bytes(start)
                .fill(0, length - start.length())
                .take();
    }

    @Test
    void readsAc3() {
        Ac3Frame read = Ac3Frame.read(frame(AC3, 768), 0).orElseThrow();
        assertThat(read.enhanced()).isFalse();
        assertThat(read.frameLength()).isEqualTo(768);
        assertThat(read.samples()).isEqualTo(1_536);
        assertThat(read.configuration()).isEqualTo(new Ac3Configuration(48_000, 0, 8, 0, 2, false, 10, 192));
        assertThat(read.configuration().channels()).isEqualTo(2);
    }

    @Test
    void readsTheFrameLengthsOf44100Hertz() {
        // 32 kbit/s: 69 words, with the odd code 70.
        assertThat(Ac3Frame.read(frame("0b770000404040e1", 140), 0)
                        .orElseThrow()
                        .frameLength())
                .isEqualTo(138);
        assertThat(Ac3Frame.read(frame("0b770000414040e1", 140), 0)
                        .orElseThrow()
                        .frameLength())
                .isEqualTo(140);
    }

    @Test
    void readsEac3() {
        Ac3Frame read = Ac3Frame.read(frame(EAC3, 416), 0).orElseThrow();
        assertThat(read.enhanced()).isTrue();
        assertThat(read.startsAccessUnit()).isTrue();
        assertThat(read.frameLength()).isEqualTo(416);
        assertThat(read.samples()).isEqualTo(1_536);
        assertThat(read.configuration().sampleRate()).isEqualTo(44_100);
        assertThat(read.configuration().channels()).isEqualTo(2);
        assertThat(read.configuration().bitstreamId()).isEqualTo(16);
    }

    /** Nothing, another sync word, a reserved rate, a size beyond the table, an unknown bsid, a missing end. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0b78fe95144043e1",
                "0b77fe95d44043e1",
                "0b77fe95264043e1",
                "0b77fe9514f843e1",
                "0b77fe95144043e1"
            })
    void passesWhatIsNoFrame(String hex) {
        assertThat(Ac3Frame.read(Slice.hex(hex), 0)).isEmpty();
    }

    @Test
    void nothingEscapes() {
        Damage.everyWay(
                frame(AC3, 768),
                13,
                bytes -> Ac3Frame.read(bytes, 0)
                        .ifPresent(read ->
                                assertThat(read.configuration().sampleRate()).isPositive()));
        Damage.everyWay(frame(EAC3, 416), 14, bytes -> Ac3Frame.read(bytes, 0));
    }
}
