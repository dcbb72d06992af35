package dev.sluice.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.live.CloseReason;
import dev.sluice.live.StreamName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HookQueueTest {
    private final List<HookOutcome> outcomes = new ArrayList<>();
    private final HookQueue queue = new HookQueue(4, outcomes::add);

    @Test
    void theOldestGoesWhenThereIsNoRoom() {
        for (int i = 0; i < 6; i++) {
            queue.add(recorded(i));
        }

        assertThat(queue.size()).isEqualTo(4);
        assertThat(outcomes).containsExactly(HookOutcome.DROPPED, HookOutcome.DROPPED);
        assertThat(queue.poll()).map(HookMessage::id).contains("2");
    }

    @Test
    void aFloodOfRefusalsLeavesRoomForWhatMatters() {
        queue.add(recorded(0));
        for (int i = 1; i < 100; i++) {
            queue.add(new HookMessage(
                    "r" + i, Instant.EPOCH, new HookEvent.Refused("192.0.2.1", CloseReason.KEY_UNKNOWN)));
        }
        queue.add(recorded(200));

        assertThat(queue.size()).isEqualTo(3);
        assertThat(queue.poll()).map(HookMessage::id).contains("0");
        assertThat(outcomes).hasSize(98).containsOnly(HookOutcome.DROPPED);
    }

    private static HookMessage recorded(int number) {
        return new HookMessage(
                Integer.toString(number), Instant.EPOCH, new HookEvent.Recorded(new StreamName("demo"), 1, "/hls/x"));
    }
}
