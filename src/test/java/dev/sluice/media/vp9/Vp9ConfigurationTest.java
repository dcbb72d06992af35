package dev.sluice.media.vp9;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.bytes.Damage;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Vp9ConfigurationTest {
    private static final Slice RECORD = Slice.hex("010000000015820202020000");
    /** What libvpx makes of a picture of 640 by 360. */
    private static final Slice KEY_FRAME = Slice.hex("824983420027f016760638241c184a10");

    @Test
    void readsTheRecordWithAndWithoutVersion() throws MalformedInput {
        Vp9Configuration read = Vp9Configuration.parse(RECORD);
        assertThat(read.rfc6381()).isEqualTo("vp09.00.21.08");
        assertThat(read.record()).isEqualTo(RECORD);
        assertThat(Vp9Configuration.parse(RECORD.from(4))).isEqualTo(read);
    }

    @Test
    void readsTheSizeFromAKeyFrame() throws MalformedInput {
        Vp9Picture picture = Vp9Picture.ofKeyFrame(KEY_FRAME).orElseThrow();
        assertThat(picture).isEqualTo(new Vp9Picture(0, 8, 1, false, 640, 360));
        assertThat(Vp9Configuration.parse(RECORD).sized(picture).width()).isEqualTo(640);
        assertThat(Vp9Picture.ofKeyFrame(Slice.hex("8600"))).isEmpty();
        assertThat(Vp9Picture.ofKeyFrame(Slice.hex("8800"))).isEmpty();
    }

    @Test
    void writesTheRecordThatTheEncoderLeftOut() throws MalformedInput {
        Vp9Configuration written =
                Vp9Configuration.of(Vp9Picture.ofKeyFrame(KEY_FRAME).orElseThrow());
        assertThat(written.rfc6381()).isEqualTo("vp09.00.21.08");
        assertThat(Vp9Configuration.parse(written.record()).rfc6381()).isEqualTo("vp09.00.21.08");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "01000000", "0100000000158202020200ff", "0400000000000000", "0015320202020000"})
    void refusesWhatIsNoRecord(String hex) {
        assertThatThrownBy(() -> Vp9Configuration.parse(Slice.hex(hex))).isInstanceOf(MalformedInput.class);
    }

    @Test
    void nothingButMalformedInputEscapes() {
        Damage.everyWay(RECORD, 5, Vp9Configuration::parse);
        Damage.everyWay(KEY_FRAME, 6, bytes -> Vp9Picture.ofKeyFrame(bytes).ifPresent(Vp9Configuration::of));
    }
}
