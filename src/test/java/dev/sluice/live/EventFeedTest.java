package dev.sluice.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventFeedTest {
    private static final StreamName STUDIO = new StreamName("studio");
    private final EventFeed feed = new EventFeed(InstantSource.fixed(Instant.parse("2026-05-01T12:00:00Z")), 2);
    private final List<LiveEvent> heard = new ArrayList<>();

    @Test
    void aListenerHearsWhatHappensUntilItEnds() {
        Runnable end = feed.listen(feed.newest(), heard::add).orElseThrow();
        feed.refused("192.0.2.7", CloseReason.KEY_UNKNOWN);
        feed.takenOver(STUDIO, false);
        end.run();
        feed.takenOver(STUDIO, true);

        assertThat(heard)
                .extracting(LiveEvent::kind)
                .containsExactly(LiveEvent.Kind.REFUSED, LiveEvent.Kind.TAKEN_OVER);
        assertThat(heard.get(0).reason()).contains("key_unknown");
        assertThat(heard.get(0).address()).contains("192.0.2.7");
        assertThat(heard.get(1).number()).isEqualTo(heard.get(0).number() + 1);
    }

    @Test
    void whoComesBackHearsWhatItMissed() {
        feed.takenOver(STUDIO, false);
        long first = feed.newest();
        feed.takenOver(STUDIO, true);

        feed.listen(first, heard::add);
        assertThat(heard).extracting(LiveEvent::number).containsExactly(first + 1);
    }

    @Test
    void onlyTheLastFiveHundredAreRemembered() {
        for (int i = 0; i < 700; i++) {
            feed.takenOver(STUDIO, false);
        }
        feed.listen(0, heard::add);
        assertThat(heard).hasSize(500);
        assertThat(heard.get(499).number()).isEqualTo(feed.newest());
    }

    @Test
    void soManyMayListenAndNoMore() {
        Runnable end = feed.listen(0, event -> {}).orElseThrow();
        assertThat(feed.listen(0, heard::add)).isPresent();
        assertThat(feed.isFull()).isTrue();
        assertThat(feed.listen(0, heard::add)).isEqualTo(Optional.empty());
        end.run();
        assertThat(feed.listen(0, heard::add)).isPresent();
    }
}
