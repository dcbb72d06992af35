package dev.sluice.ingest.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.live.ConnectionState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadTurnsTest {
    private final Deque<Runnable> due = new ArrayDeque<>();
    private final List<Long> rests = new ArrayList<>();
    private final ReadTurns turns = new ReadTurns(
            (millis, task) -> {
                rests.add(millis);
                due.add(task);
            },
            20);

    private static final class Encoder implements ReadTurns.Source {
        private boolean resting;

        @Override
        public void rest() {
            resting = true;
        }

        @Override
        public void goOn() {
            resting = false;
        }
    }

    @Test
    void aFewPublishersAreReadAtOnce() {
        publishers(9);
        Encoder encoder = new Encoder();
        turns.read(encoder);
        assertThat(encoder.resting).isFalse();
        assertThat(due).isEmpty();
    }

    @Test
    void manyRestTheLongerTheMoreTheyAre() {
        publishers(10);
        turns.read(new Encoder());
        due.remove().run();
        publishers(40);
        turns.read(new Encoder());
        due.remove().run();
        publishers(1_000);
        turns.read(new Encoder());
        assertThat(rests).containsExactly(2L, 10L, 20L);
    }

    @Test
    void whoRestsGoesOnTogetherWithTheOthers() {
        publishers(100);
        Encoder first = new Encoder();
        Encoder last = new Encoder();
        turns.read(first);
        turns.read(last);
        assertThat(first.resting && last.resting).isTrue();
        assertThat(due).as("one timer for all").hasSize(1);
        due.remove().run();
        assertThat(first.resting || last.resting).isFalse();
    }

    @Test
    void whoIsReadWhileGoingOnRestsAgain() {
        publishers(100);
        ReadTurns.Source eager = new ReadTurns.Source() {
            @Override
            public void rest() {}

            @Override
            public void goOn() {
                turns.read(this);
            }
        };
        turns.read(eager);
        due.remove().run();
        assertThat(due).as("the next turn").hasSize(1);
    }

    @Test
    void whenPublishersLeaveTheOthersAreReadAtOnce() {
        publishers(100);
        for (int i = 0; i < 95; i++) {
            turns.closed(ConnectionState.PUBLISHING);
        }
        turns.read(new Encoder());
        assertThat(due).isEmpty();
    }

    private void publishers(int count) {
        for (int i = 0; i < count; i++) {
            turns.moved(ConnectionState.AUTHORIZING, ConnectionState.PUBLISHING);
        }
    }
}
