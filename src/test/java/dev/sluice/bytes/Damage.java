package dev.sluice.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;

/** Feeds a parser what a broken or hostile peer sends in the place of something good. */
public final class Damage {
    private Damage() {}

    /** What is tried; anything but {@link MalformedInput} that escapes it fails the test. */
    @FunctionalInterface
    public interface Parser {
        void parse(Slice bytes) throws MalformedInput;
    }

    /** Cut at every length, then {@code 5,000} times with up to four bits turned. */
    public static void everyWay(Slice good, long seed, Parser parser) {
        for (int length = 0; length <= good.length(); length++) {
            attempt(good.slice(0, length), parser);
        }
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = good.toArray();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            attempt(Slice.wrap(bytes), parser);
        }
    }

    private static void attempt(Slice bytes, Parser parser) {
        try {
            parser.parse(bytes);
        } catch (MalformedInput expected) {
            assertThat(expected.getMessage()).isNotBlank();
        }
    }
}
