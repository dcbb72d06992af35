package dev.sluice.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bytes.Secret;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyTextTest {
    @Test
    void aMistypedKeyIsNeverTakenForAnImportedOne() {
        String key = StreamKeyFormat.generate(new Random(1)).reveal();
        String mistyped = key.substring(0, 31) + (key.endsWith("0") ? "1" : "0");

        assertThat(read(mistyped)).isInstanceOf(KeyText.Malformed.class);
        assertThat(read("slk_")).isInstanceOf(KeyText.Malformed.class);
        assertThat(read(" SLK_short")).isInstanceOf(KeyText.Malformed.class);
    }

    @Test
    void theSameKeyInAnyWritingHasTheSameDigest() {
        String key = StreamKeyFormat.generate(new Random(1)).reveal();

        assertThat(read(key)).isInstanceOf(KeyText.Native.class).isEqualTo(read(key.toUpperCase(Locale.ROOT)));
    }

    @Test
    void key9PrintableTextUpTo128CharactersMayBeAnImportedKey() {
        assertThat(read("x")).isInstanceOf(KeyText.Foreign.class);
        assertThat(read("~".repeat(128))).isInstanceOf(KeyText.Foreign.class);
        assertThat(read("~".repeat(129))).isInstanceOf(KeyText.Malformed.class);
        assertThat(read("a\u0007b")).isInstanceOf(KeyText.Malformed.class);
        assertThat(read("é")).isInstanceOf(KeyText.Malformed.class);
    }

    @Test
    void key8TheEmptyKeyIsNone() {
        assertThat(read("")).isInstanceOf(KeyText.Malformed.class);
    }

    @Test
    void theDigestIsPlainSha256() {
        assertThat(HexFormat.of().formatHex(KeyDigest.of(new Secret("abc")).toArray()))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void neitherTextNorDigestIsPrinted() {
        assertThat(read("hunter2").toString()).doesNotContain("hunter2").hasSizeLessThan(50);
    }

    private static KeyText read(String text) {
        return KeyText.read(new Secret(text));
    }
}
