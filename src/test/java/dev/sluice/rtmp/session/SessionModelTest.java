package dev.sluice.rtmp.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bytes.Slice;
import dev.sluice.bytes.Splits;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random legal publishers against the session: it says exactly what was sent, however the bytes are cut. More of them:
 * {@code -Dsluice.test.sessions=100000}.
 */
class SessionModelTest {
    private static final int SESSIONS = Integer.getInteger("sluice.test.sessions", 1_000);

    @Test
    void hearsExactlyWhatWasSent() throws Exception {
        long messages = 0;
        long events = 0;
        long bytes = 0;
        for (int seed = 0; seed < SESSIONS; seed++) {
            RandomPublisher publisher = new RandomPublisher(seed);
            Slice sent = publisher.write();
            List<SessionEvent> expected = publisher.expected();
            Random random = new Random(seed);
            assertThat(Audience.hear(List.of(sent))).as("whole, seed %d", seed).isEqualTo(expected);
            if (seed % 4 == 0) {
                assertThat(Audience.hear(Splits.bytewise(sent)))
                        .as("bytewise, seed %d", seed)
                        .isEqualTo(expected);
            }
            assertThat(Audience.hear(Splits.random(sent, random, 1 + random.nextInt(1500))))
                    .as("random, seed %d", seed)
                    .isEqualTo(expected);
            messages += publisher.messages();
            events += expected.size();
            bytes += sent.length();
        }
        System.out.printf("%d sessions, %d messages, %d events, %d bytes%n", SESSIONS, messages, events, bytes);
        assertThat(events).isGreaterThan(SESSIONS * 10L);
    }
}
