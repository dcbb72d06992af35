package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.access.StreamKeyFormat;
import dev.sluice.amf.AmfValue;
import dev.sluice.rtmp.message.Command;
import dev.sluice.rtmp.message.Message;
import dev.sluice.rtmp.message.UserControl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What the running program says to a connection from its first second to its last, and when it closes it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConnectionLifeIT {
    private static final Duration LONG = Duration.ofSeconds(6);
    private static final String CONFIGURATION = "AF00 1190";
    private static final String OTHER_CONFIGURATION = "AF00 1210";
    private static final String FRAME = "AF01 21100520A41BFFC000000000000000";
    /** Deadlines are looked at four times a second. */
    private static final double SWEEP = 0.25;

    private static final double SLACK = 0.9;
    private static RunningSluice sluice;
    private static StreamTable table;

    @BeforeAll
    static void start() {
        sluice = RunningSluice.start(
                "life",
                Map.of(
                        "sluice.rtmp.connect-timeout", "1500ms",
                        "sluice.rtmp.publish-timeout", "2s",
                        "sluice.rtmp.first-media-timeout", "2500ms",
                        "sluice.rtmp.media-idle-timeout", "3s"));
        sluice.demoKey();
        table = new StreamTable(sluice);
    }

    @AfterAll
    static void stop() {
        sluice.close();
    }

    private static RawPeer peer() throws Exception {
        return new RawPeer(sluice.rtmpPort());
    }

    private static RawPeer publishing(String stream, int capsEx) throws Exception {
        RawPeer peer = peer().connect(capsEx).publish(table.make(stream));
        assertThat(peer.awaitStatus("NetStream.Publish.Start", LONG)).isPresent();
        return peer;
    }

    private static double closed(String reason) {
        return sluice.metric("sluice_rtmp_connections_closed_total", "reason=\"" + reason + "\"");
    }

    /** All at once, because most of it is waiting. */
    @Test
    @Order(1)
    void eachStageHasItsTimeAndItsReason() throws Exception {
        List<String> reasons =
                List.of("connect_timeout", "first_media_timeout", "media_idle", "unpublished", "write_timeout");
        List<Double> before = reasons.stream().map(ConnectionLifeIT::closed).toList();
        // The first publication loads classes.
        publishing("warm", 0).close();
        List<Callable<Void>> lives = List.of(
                () -> lasts(peer(), 1.5),
                () -> lasts(peer().connect(0), 2),
                () -> lasts(publishing("empty", 0), 2.5),
                () -> lasts(publishing("configured", 0).audio(CONFIGURATION), 2.5),
                ConnectionLifeIT::isPingedAtHalfOfItsSilence,
                () -> lasts(publishing("deleted", 0).command("deleteStream", AmfValue.of(1)), 1),
                () -> lasts(publishing("closed", 0).command("closeStream", AmfValue.of(1)), 2),
                ConnectionLifeIT::publishesAgainInTheSecondThatItHas);
        ExecutorService peers = Executors.newFixedThreadPool(lives.size());
        try {
            for (Future<Void> life : peers.invokeAll(lives)) {
                life.get();
            }
        } finally {
            peers.shutdownNow();
        }
        List<Double> after = reasons.stream().map(ConnectionLifeIT::closed).toList();
        List<Double> more = new ArrayList<>();
        for (int i = 0; i < reasons.size(); i++) {
            more.add(after.get(i) - before.get(i));
        }
        assertThat(more).containsExactly(3.0, 2.0, 1.0, 1.0, 0.0);
    }

    private static Void lasts(RawPeer peer, double seconds) throws Exception {
        try (peer) {
            assertThat(peer.secondsUntilClosed(LONG)).isBetween(seconds - SWEEP, seconds + SWEEP + SLACK);
        }
        return null;
    }

    private static Void isPingedAtHalfOfItsSilence() throws Exception {
        try (RawPeer peer = publishing("idle", 0).audio(CONFIGURATION).audio(FRAME)) {
            long begin = System.nanoTime();
            assertThat(peer.await(ConnectionLifeIT::isPing, LONG)).isPresent();
            assertThat((System.nanoTime() - begin) / 1e9).isBetween(1.5 - SWEEP, 1.5 + SWEEP + SLACK);
            assertThat(peer.secondsUntilClosed(LONG)).isLessThan(1.5 + SWEEP + SLACK);
        }
        return null;
    }

    private static boolean isPing(Message message) {
        return message instanceof UserControl control && control.event() == UserControl.Event.PING_REQUEST;
    }

    private static Void publishesAgainInTheSecondThatItHas() throws Exception {
        try (RawPeer peer = publishing("again", 0).command("deleteStream", AmfValue.of(1))) {
            peer.publish(table.make("again-2"));
            assertThat(peer.awaitStatus("NetStream.Publish.Start", LONG)).isPresent();
            assertThat(peer.audio(CONFIGURATION).audio(FRAME).secondsUntilClosed(Duration.ofSeconds(2)))
                    .isInfinite();
        }
        return null;
    }

    /** KEY-4: the same words after the same kind of time, and the connection waits unread. */
    @Test
    @Order(2)
    void wrongKeysAreAnsweredAlikeAndNotAtOnce() throws Exception {
        String unknown = StreamKeyFormat.generate(new SplittableRandom(1)).reveal();
        List<RawPeer> guessers = new ArrayList<>();
        Set<String> sentences = new HashSet<>();
        try {
            for (String key : List.of(unknown, "slk_malformed", "x", unknown, "slk_malformed", "x")) {
                RawPeer peer = peer().connect(0);
                peer.await(ConnectionLifeIT::isResult, LONG);
                guessers.add(peer.publish(key));
            }
            long begin = System.nanoTime();
            await().atMost(Duration.ofMillis(1_400))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> sluice.metric("sluice_rtmp_paused_connections", "") > 0);
            for (RawPeer peer : guessers) {
                sentences.add(peer.awaitStatus("NetStream.Publish.Denied", LONG).orElseThrow());
                assertThat((System.nanoTime() - begin) / 1e9).isBetween(0.4, 1.5 + SLACK);
                assertThat(peer.secondsUntilClosed(LONG)).isLessThan(1);
            }
        } finally {
            for (RawPeer peer : guessers) {
                peer.close();
            }
        }
        assertThat(sentences).hasSize(1);
        assertThat(sluice.metric("sluice_rtmp_paused_connections", "")).isZero();
    }

    private static boolean isResult(Message message) {
        return message instanceof Command command && command.name().equals("_result");
    }

    @Test
    @Order(3)
    void tooManyConfigurationsAreRefusedInWords() throws Exception {
        double before = closed("quota");
        try (RawPeer peer = publishing("restless", 0).audio(CONFIGURATION)) {
            for (int i = 0; i < 5; i++) {
                peer.audio(i % 2 == 0 ? OTHER_CONFIGURATION : CONFIGURATION);
                peer.audio(FRAME);
            }
            assertThat(peer.awaitStatus("NetStream.Publish.Rejected", Duration.ofMillis(700)))
                    .isEmpty();
            peer.audio(CONFIGURATION);
            assertThat(peer.awaitStatus("NetStream.Publish.Rejected", LONG)).isPresent();
            assertThat(closed("quota")).isEqualTo(before + 1);
        }
        assertThat(sluice.log()).contains("more than 5 configurations in 10 s");
    }

    @Test
    @Order(4)
    void aConfigurationThatCannotBeReadIsRefusedInWords() throws Exception {
        double before = closed("config_invalid");
        try (RawPeer peer = publishing("unreadable", 0).video("1700000000 0142c028ff")) {
            assertThat(peer.awaitStatus("NetStream.Publish.Rejected", LONG))
                    .hasValueSatisfying(text -> assertThat(text).contains("configuration"));
        }
        assertThat(closed("config_invalid")).isEqualTo(before + 1);
        assertThat(sluice.data().resolve("hls/unreadable")).doesNotExist();
    }

    /** The last: the program does not live on. */
    @Test
    @Order(9)
    void whoCanIsAskedToConnectAgainAndHasTheTimeForIt() throws Exception {
        try (RawPeer asked = publishing("asked", 1).audio(CONFIGURATION).audio(FRAME);
                RawPeer plain = publishing("plain", 0).audio(CONFIGURATION).audio(FRAME)) {
            ProcessHandle.of(sluice.pid()).orElseThrow().destroy();
            assertThat(asked.awaitStatus("NetConnection.Connect.ReconnectRequest", LONG))
                    .isPresent();
            assertThat(plain.secondsUntilClosed(LONG)).isLessThan(1);
            assertThat(asked.audio(FRAME).secondsUntilClosed(LONG)).isBetween(1.5, 4.0);
        }
        await().atMost(LONG).until(() -> !sluice.isAlive());
        assertThat(sluice.log()).contains("event=ended stream=asked epoch=1 reason=drain");
    }
}
