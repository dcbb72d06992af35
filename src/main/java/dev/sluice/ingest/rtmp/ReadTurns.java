package dev.sluice.ingest.rtmp;

import dev.sluice.live.ConnectionState;
import java.util.ArrayList;
import java.util.List;

/**
 * How often publishers of one event loop are read. A few are read as soon as something comes. Many take turns: one that
 * was just read rests a while, so that the next read finds more than one message, because what reading costs is the
 * wake-up and hardly the bytes. The rest grows with their number up to a limit that viewers do not notice. On the loop.
 */
final class ReadTurns {
    /** So many more publishers make the rest a millisecond longer; fewer than twice as many do not rest at all. */
    private static final int PUBLISHERS_PER_MILLI = 5;

    /** Where reading is put off. */
    interface Clock {
        void after(long millis, Runnable task);
    }

    /** What can be left unread for a while. */
    interface Source {
        void rest();

        void goOn();
    }

    private final Clock clock;
    private final long longestMillis;
    private List<Source> resting = new ArrayList<>();
    private int publishers;

    /** {@code longestMillis} is how long a publisher rests at most, 0 for not at all. */
    ReadTurns(Clock clock, long longestMillis) {
        this.clock = clock;
        this.longestMillis = longestMillis;
    }

    void moved(ConnectionState from, ConnectionState to) {
        closed(from);
        publishers += to == ConnectionState.PUBLISHING ? 1 : 0;
    }

    void closed(ConnectionState last) {
        publishers -= last == ConnectionState.PUBLISHING ? 1 : 0;
    }

    /** A publisher was read. */
    void read(Source source) {
        long millis = Math.min(longestMillis, publishers / PUBLISHERS_PER_MILLI);
        if (millis < 2) {
            return;
        }
        source.rest();
        resting.add(source);
        if (resting.size() == 1) {
            clock.after(millis, this::turn);
        }
    }

    private void turn() {
        List<Source> rested = resting;
        resting = new ArrayList<>(rested.size());
        rested.forEach(Source::goOn);
    }
}
