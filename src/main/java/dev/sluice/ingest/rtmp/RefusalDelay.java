package dev.sluice.ingest.rtmp;

import java.util.random.RandomGenerator;

/**
 * How long a refused key waits for its answer: long enough that guessing is slow, random so that the time tells nothing
 * of how far the check came (KEY-4).
 */
final class RefusalDelay {
    static final int LEAST_MILLIS = 500;
    static final int MOST_MILLIS = 1_500;

    private RefusalDelay() {}

    static long millis(RandomGenerator random) {
        return random.nextInt(LEAST_MILLIS, MOST_MILLIS + 1);
    }
}
