package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.rtmp.client.ClientState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** ENC-2: an encoder returns while the server still believes in its old connection. */
class TakeoverIT {
    /** At the same time, and more takeovers of each than are free, so that the waiting of a fight is in the figures. */
    private static final int STREAMS = 20;

    private static final int TRIALS_EACH = 5;
    private static final int TRIALS = STREAMS * TRIALS_EACH;

    @Test
    void enc2AReturnOverAHalfOpenConnectionIsAcceptedWithinASecond() throws Exception {
        List<Long> millis = Collections.synchronizedList(new ArrayList<>());
        List<SocketPublisher> vanished = Collections.synchronizedList(new ArrayList<>());
        ExecutorService encoders = Executors.newFixedThreadPool(STREAMS);
        RunningSluice sluice = RunningSluice.shared();
        try {
            double before = sluice.metric("sluice_takeovers_total", "local");
            List<Future<?>> running = new ArrayList<>();
            for (String key : keys(sluice)) {
                running.add(encoders.submit(() -> {
                    SocketPublisher incumbent = published(sluice, key, new ArrayList<>());
                    vanished.add(incumbent);
                    for (int trial = 0; trial < TRIALS_EACH; trial++) {
                        // The cable is pulled: no FIN, nothing more is read or written.
                        Thread.sleep(200);
                        vanished.add(published(sluice, key, millis));
                    }
                    return null;
                }));
            }
            for (Future<?> encoder : running) {
                encoder.get();
            }
            List<Long> sorted = millis.stream().sorted().toList();
            long p99 = sorted.get((int) Math.ceil(0.99 * TRIALS) - 1);
            System.out.printf(
                    "half-open reconnects: %d of %d accepted, p50 %d ms, p99 %d ms, max %d ms%n",
                    sorted.size(), TRIALS, sorted.get(TRIALS / 2), p99, sorted.get(sorted.size() - 1));
            assertThat(sorted).hasSize(TRIALS);
            assertThat(p99).isLessThanOrEqualTo(1_000);
            assertThat(sluice.metric("sluice_takeovers_total", "local")).isEqualTo(before + TRIALS);
        } finally {
            encoders.shutdownNow();
            for (SocketPublisher publisher : vanished) {
                publisher.close();
            }
        }
    }

    private static List<String> keys(RunningSluice sluice) throws Exception {
        // The key of the demo stream tells that the tables are there, and its publication that the program is warm.
        published(sluice, sluice.demoKey(), new ArrayList<>()).close();
        StreamTable table = new StreamTable(sluice);
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < STREAMS; i++) {
            keys.add(table.make("camera-" + i));
        }
        return keys;
    }

    @Test
    void underRejectABusyStreamRefusesAndASilentOneYields() throws Exception {
        RunningSluice sluice = RunningSluice.shared();
        sluice.demoKey();
        StreamTable table = new StreamTable(sluice);
        String key = table.make("rejecting");
        table.change("UPDATE streams SET takeover = 'reject' WHERE name = 'rejecting'");
        try (SocketPublisher incumbent = published(sluice, key, new ArrayList<>());
                SocketPublisher early = new SocketPublisher(sluice.rtmpPort(), key)) {
            assertThat(early.await(ClientState.PUBLISHED, Duration.ofSeconds(3)))
                    .isEqualTo(ClientState.REFUSED);
            assertThat(early.client().refusal().orElseThrow().code()).isEqualTo("NetStream.Publish.BadName");
            assertThat(incumbent.isClosedByServer()).isFalse();
            Thread.sleep(5_200);
            try (SocketPublisher late = new SocketPublisher(sluice.rtmpPort(), key)) {
                assertThat(late.await(ClientState.PUBLISHED, Duration.ofSeconds(3)))
                        .isEqualTo(ClientState.PUBLISHED);
            }
        }
    }

    private static SocketPublisher published(RunningSluice sluice, String key, List<Long> millis) throws Exception {
        long begin = System.nanoTime();
        SocketPublisher publisher = new SocketPublisher(sluice.rtmpPort(), key);
        ClientState state = publisher.await(ClientState.PUBLISHED, Duration.ofSeconds(10));
        assertThat(state).isEqualTo(ClientState.PUBLISHED);
        millis.add((System.nanoTime() - begin) / 1_000_000);
        for (int i = 0; i < 5; i++) {
            publisher.audio();
        }
        return publisher;
    }
}
