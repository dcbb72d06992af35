package dev.sluice.access;

import dev.sluice.bytes.Secret;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The grammar of stream keys: {@code slk_}, 26 characters of Crockford base32 (130 random bits), 2 check characters.
 *
 * <p>The check is a 10-bit CRC over the 26 five-bit symbols. Every wrong character and every swap of two neighbours
 * changes at most ten adjacent bits, and a CRC of ten bits finds every such burst.
 *
 * <p>Read as Crockford's base32 asks: upper and lower case are the same, {@code o} is {@code 0}, {@code i} and
 * {@code l} are {@code 1}, {@code u} is no symbol. Blanks around the key (copy and paste) are dropped; hyphens are
 * not part of this form. The canonical form, which is what is shown and digested, is lower case.
 */
public final class StreamKeyFormat {
    /** How every key of this format begins. */
    public static final String PREFIX = "slk_";
    /** Characters of a whole key, prefix and check included. */
    public static final int LENGTH = 32;

    private static final String SYMBOLS = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int SYMBOL_BITS = 5;
    private static final int RANDOM_SYMBOLS = 26;
    private static final int CHECK_BITS = 10;
    private static final int CHECK_MASK = (1 << CHECK_BITS) - 1;
    /** CRC-10/CDMA2000; its start value keeps the key of 130 zero bits from having a check of zero. */
    private static final int POLYNOMIAL = 0x3D9;

    private static final int START = 0x3FF;
    private static final int NO_SYMBOL = -1;
    private static final int[] VALUES = values();

    private StreamKeyFormat() {}

    /** A new key in canonical form; {@code random} has to be a {@link java.security.SecureRandom} outside of tests. */
    public static Secret generate(RandomGenerator random) {
        int[] symbols = new int[RANDOM_SYMBOLS];
        for (int i = 0; i < symbols.length; i++) {
            symbols[i] = random.nextInt(SYMBOLS.length());
        }
        return new Secret(write(symbols, check(symbols)));
    }

    /** Whether the text claims to be a key of this format, well-formed or not. */
    static boolean claims(String text) {
        return text.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
    }

    /** The canonical form of a well-formed key; empty when a character is wrong or missing. */
    public static Optional<Secret> canonical(Secret given) {
        String text = given.reveal().strip();
        if (text.length() != LENGTH || !claims(text)) {
            return Optional.empty();
        }
        int[] symbols = new int[LENGTH - PREFIX.length()];
        for (int i = 0; i < symbols.length; i++) {
            char character = text.charAt(PREFIX.length() + i);
            symbols[i] = character < VALUES.length ? VALUES[character] : NO_SYMBOL;
            if (symbols[i] == NO_SYMBOL) {
                return Optional.empty();
            }
        }
        int[] random = Arrays.copyOf(symbols, RANDOM_SYMBOLS);
        int check = symbols[RANDOM_SYMBOLS] << SYMBOL_BITS | symbols[RANDOM_SYMBOLS + 1];
        return check == check(random) ? Optional.of(new Secret(write(random, check))) : Optional.empty();
    }

    private static String write(int[] random, int check) {
        StringBuilder text = new StringBuilder(LENGTH).append(PREFIX);
        for (int symbol : random) {
            text.append(SYMBOLS.charAt(symbol));
        }
        return text.append(SYMBOLS.charAt(check >> SYMBOL_BITS))
                .append(SYMBOLS.charAt(check & (SYMBOLS.length() - 1)))
                .toString();
    }

    private static int check(int[] symbols) {
        int crc = START;
        for (int symbol : symbols) {
            crc ^= symbol << (CHECK_BITS - SYMBOL_BITS);
            for (int bit = 0; bit < SYMBOL_BITS; bit++) {
                boolean carry = crc >> (CHECK_BITS - 1) == 1;
                crc = ((crc << 1) & CHECK_MASK) ^ (carry ? POLYNOMIAL : 0);
            }
        }
        return crc;
    }

    private static int[] values() {
        int[] values = new int[128];
        Arrays.fill(values, NO_SYMBOL);
        for (int i = 0; i < SYMBOLS.length(); i++) {
            values[SYMBOLS.charAt(i)] = i;
            values[Character.toUpperCase(SYMBOLS.charAt(i))] = i;
        }
        values['o'] = values['O'] = 0;
        values['i'] = values['I'] = values['l'] = values['L'] = 1;
        return values;
    }
}
