package dev.sluice.media.aac;

/** The sampling frequencies that have an index (ISO/IEC 14496-3 table 1.18). */
final class SampleRates {
    private static final int[] RATES = {
        96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350
    };

    private SampleRates() {}

    /** Samples per second; 0 if the index is reserved. */
    static int ofIndex(int index) {
        return index < RATES.length ? RATES[index] : 0;
    }

    /** The index of a rate; −1 if it has none. */
    static int indexOf(int rate) {
        for (int i = 0; i < RATES.length; i++) {
            if (RATES[i] == rate) {
                return i;
            }
        }
        return -1;
    }
}
