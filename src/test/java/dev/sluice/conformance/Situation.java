package dev.sluice.conformance;

/**
 * What a scenario does on purpose, so that the rules that it breaks by that are not asked.
 *
 * @param publisherAway the publisher leaves, or comes late: pace and clock cannot hold
 * @param irregularKeys key frames are further apart than segments: a segment may begin without one
 * @param irregularRate the frame rate varies, or the picture stops
 */
public record Situation(boolean publisherAway, boolean irregularKeys, boolean irregularRate) {
    public static final Situation STEADY = new Situation(false, false, false);
    public static final Situation INTERRUPTED = new Situation(true, false, true);
    public static final Situation LONG_GOP = new Situation(false, true, false);
    public static final Situation VARIABLE_RATE = new Situation(false, false, true);
    public static final Situation LONG_GOP_OF_VARIABLE_RATE = new Situation(false, true, true);
}
