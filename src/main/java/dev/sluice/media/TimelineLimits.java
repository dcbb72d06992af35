package dev.sluice.media;

/**
 * How often time stamps may jump before nobody could watch.
 *
 * @param discontinuities new timelines within ten seconds
 * @param outliers frames within ten seconds whose own time stamp was not believed
 */
public record TimelineLimits(int discontinuities, int outliers) {
    public static final TimelineLimits DEFAULT = new TimelineLimits(10, 100);

    public TimelineLimits {
        if (discontinuities < 1 || outliers < 1) {
            throw new IllegalArgumentException("limits of a timeline must be positive");
        }
    }
}
