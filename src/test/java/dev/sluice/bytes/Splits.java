package dev.sluice.bytes;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The ways in which a network may cut the same bytes. */
public final class Splits {
    private Splits() {}

    public static List<Slice> bytewise(Slice whole) {
        return every(whole, 1);
    }

    public static List<Slice> every(Slice whole, int count) {
        List<Slice> pieces = new ArrayList<>();
        for (int at = 0; at < whole.length(); at += count) {
            pieces.add(whole.slice(at, Math.min(whole.length(), at + count)));
        }
        return pieces;
    }

    public static List<Slice> random(Slice whole, Random random, int max) {
        List<Slice> pieces = new ArrayList<>();
        int at = 0;
        while (at < whole.length()) {
            int end = Math.min(whole.length(), at + 1 + random.nextInt(max));
            pieces.add(whole.slice(at, end));
            at = end;
        }
        return pieces;
    }
}
