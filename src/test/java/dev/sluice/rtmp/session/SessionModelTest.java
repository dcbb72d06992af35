package dev.sluice.rtmp.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bytes.Slice;
import dev.sluice.bytes.Splits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
            assertThat(hear(List.of(sent))).as("whole, seed %d", seed).isEqualTo(expected);
            if (seed % 4 == 0) {
                assertThat(hear(Splits.bytewise(sent)))
                        .as("bytewise, seed %d", seed)
                        .isEqualTo(expected);
            }
            assertThat(hear(Splits.random(sent, random, 1 + random.nextInt(1500))))
                    .as("random, seed %d", seed)
                    .isEqualTo(expected);
            messages += publisher.messages();
            events += expected.size();
            bytes += sent.length();
        }
        System.out.printf("%d sessions, %d messages, %d events, %d bytes%n", SESSIONS, messages, events, bytes);
        assertThat(events).isGreaterThan(SESSIONS * 10L);
    }

    private static List<SessionEvent> hear(List<Slice> pieces) throws ProtocolViolation {
        RtmpServerSession session = new RtmpServerSession(SessionLimits.DEFAULT, new Random(1));
        List<SessionEvent> events = new ArrayList<>();
        for (Slice piece : pieces) {
            session.feed(piece);
            for (Optional<SessionEvent> e = session.next(); e.isPresent(); e = session.next()) {
                events.add(e.get());
                if (e.get() instanceof SessionEvent.ConnectRequested) {
                    session.acceptConnect();
                } else if (e.get() instanceof SessionEvent.PublishRequested) {
                    session.acceptPublish();
                }
            }
            session.takeOutput();
        }
        return events;
    }
}
