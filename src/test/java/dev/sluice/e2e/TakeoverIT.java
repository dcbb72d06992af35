package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.rtmp.client.ClientState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** ENC-2: an encoder returns while the server still believes in its old connection. */
class TakeoverIT {
    private static final int TRIALS = 100;

    @Test
    void enc2AReturnOverAHalfOpenConnectionIsAcceptedWithinASecond() throws Exception {
        List<Long> millis = new ArrayList<>();
        List<SocketPublisher> vanished = new ArrayList<>();
        try (RunningSluice sluice = RunningSluice.start("takeover", Map.of())) {
            SocketPublisher incumbent = published(sluice, millis);
            millis.clear();
            for (int trial = 0; trial < TRIALS; trial++) {
                // The cable is pulled: no FIN, nothing more is read or written.
                vanished.add(incumbent);
                Thread.sleep(200);
                incumbent = published(sluice, millis);
            }
            vanished.add(incumbent);
            Collections.sort(millis);
            long p99 = millis.get((int) Math.ceil(0.99 * TRIALS) - 1);
            System.out.printf(
                    "half-open reconnects: %d of %d accepted, p50 %d ms, p99 %d ms, max %d ms%n",
                    millis.size(), TRIALS, millis.get(TRIALS / 2), p99, millis.get(millis.size() - 1));
            assertThat(millis).hasSize(TRIALS);
            assertThat(p99).isLessThanOrEqualTo(1_000);
            assertThat(sluice.metric("sluice_takeovers_total", "local")).isEqualTo(TRIALS);
        } finally {
            for (SocketPublisher publisher : vanished) {
                publisher.close();
            }
        }
    }

    @Test
    void underRejectABusyStreamRefusesAndASilentOneYields() throws Exception {
        try (RunningSluice sluice = RunningSluice.start("reject", Map.of())) {
            String key = sluice.demoKey();
            execute(sluice, "UPDATE streams SET takeover = 'reject' WHERE name = 'demo'");
            try (SocketPublisher incumbent = published(sluice, new ArrayList<>());
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
    }

    private static void execute(RunningSluice sluice, String sql) throws Exception {
        Path database = sluice.data().resolve("postgres");
        String port =
                Files.readAllLines(database.resolve("cluster/postmaster.pid")).get(3);
        String password = Files.readString(database.resolve("password")).strip();
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", password);
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        }
    }

    private static SocketPublisher published(RunningSluice sluice, List<Long> millis) throws Exception {
        String key = sluice.demoKey();
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
