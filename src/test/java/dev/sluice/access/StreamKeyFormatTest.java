package dev.sluice.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bytes.Secret;
import java.util.HashSet;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StreamKeyFormatTest {
    private static final String SYMBOLS = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int KEYS = 100_000;

    private final Random random = new Random(1);

    @Test
    void key1NoTwoOfManyKeysAreEqualAndAllAreWellFormed() {
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < KEYS; i++) {
            String key = StreamKeyFormat.generate(random).reveal();
            assertThat(key).hasSize(32).startsWith("slk_");
            assertThat(isWellFormed(key)).isTrue();
            keys.add(key);
        }
        assertThat(keys).hasSize(KEYS);
    }

    @Test
    void key1EveryWrongCharacterIsFound() {
        for (int round = 0; round < 400; round++) {
            String key = StreamKeyFormat.generate(random).reveal();
            for (int at = 4; at < key.length(); at++) {
                for (int symbol = 0; symbol < SYMBOLS.length(); symbol++) {
                    char wrong = SYMBOLS.charAt(symbol);
                    if (wrong != key.charAt(at)) {
                        String mistyped = key.substring(0, at) + wrong + key.substring(at + 1);
                        assertThat(isWellFormed(mistyped)).as(mistyped).isFalse();
                    }
                }
            }
        }
    }

    @Test
    void key1EverySwapOfNeighboursIsFound() {
        for (int round = 0; round < 20_000; round++) {
            String key = StreamKeyFormat.generate(random).reveal();
            for (int at = 0; at + 1 < key.length(); at++) {
                if (key.charAt(at) != key.charAt(at + 1)) {
                    String swapped = key.substring(0, at) + key.charAt(at + 1) + key.charAt(at) + key.substring(at + 2);
                    assertThat(isWellFormed(swapped)).as(swapped).isFalse();
                }
            }
        }
    }

    @Test
    void everyMissingOrDoubledCharacterIsFound() {
        String key = StreamKeyFormat.generate(random).reveal();
        for (int at = 0; at < key.length(); at++) {
            assertThat(isWellFormed(key.substring(0, at) + key.substring(at + 1)))
                    .isFalse();
            assertThat(isWellFormed(key.substring(0, at) + key.charAt(at) + key.substring(at)))
                    .isFalse();
        }
    }

    @Test
    void readsAsCrockfordAsksAndKeepsOneCanonicalForm() {
        Secret key = keyWith("0", "1");
        String text = key.reveal();
        String body = text.substring(4);

        assertThat(StreamKeyFormat.canonical(new Secret(text.toUpperCase(Locale.ROOT))))
                .contains(key);
        assertThat(StreamKeyFormat.canonical(new Secret(" " + text + "\n"))).contains(key);
        assertThat(StreamKeyFormat.canonical(
                        new Secret("slk_" + body.replace('0', 'O').replace('1', 'l'))))
                .contains(key);
        assertThat(StreamKeyFormat.canonical(
                        new Secret("SLK_" + body.replace('0', 'o').replace('1', 'I'))))
                .contains(key);
    }

    @Test
    void charactersOutsideOfTheAlphabetAreRefused() {
        String key = StreamKeyFormat.generate(random).reveal();
        for (String wrong : new String[] {"u", "U", "-", " ", "é", "\u0000", "😀", "\uFF10"}) {
            assertThat(isWellFormed(key.substring(0, 10) + wrong + key.substring(11)))
                    .isFalse();
        }
    }

    @Test
    void theKeyOfZeroBitsNeedsItsCheckToo() {
        assertThat(isWellFormed("slk_" + "0".repeat(28))).isFalse();
    }

    private Secret keyWith(String one, String other) {
        while (true) {
            Secret key = StreamKeyFormat.generate(random);
            if (key.reveal().contains(one) && key.reveal().contains(other)) {
                return key;
            }
        }
    }

    private static boolean isWellFormed(String text) {
        return StreamKeyFormat.canonical(new Secret(text)).isPresent();
    }
}
