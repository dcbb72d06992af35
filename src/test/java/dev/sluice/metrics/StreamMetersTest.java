package dev.sluice.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bytes.Slice;
import dev.sluice.live.Admission;
import dev.sluice.live.Authorization;
import dev.sluice.live.Claim;
import dev.sluice.live.CloseReason;
import dev.sluice.live.DeliveryStatistics;
import dev.sluice.live.DroppedMessage;
import dev.sluice.live.LiveSettings;
import dev.sluice.live.LiveStreams;
import dev.sluice.live.Publication;
import dev.sluice.live.Publisher;
import dev.sluice.live.StreamClaims;
import dev.sluice.live.StreamDefinition;
import dev.sluice.live.StreamName;
import dev.sluice.live.TakeoverPolicy;
import dev.sluice.live.Visibility;
import dev.sluice.media.StampedFrame;
import dev.sluice.media.TestMedia;
import dev.sluice.media.TrackId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** What a publication goes through, as its meters tell it. */
class StreamMetersTest {
    private static final StreamName DEMO = new StreamName("demo");
    private static final long MILLI = 1_000_000;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final StreamMeters meters = new StreamMeters(registry, new NoDelivery());
    private final LiveStreams streams = new LiveStreams(
            new LiveSettings(Duration.ofSeconds(30), Duration.ofSeconds(5)),
            new Claims(),
            List.of(),
            meters,
            (delay, task) -> () -> {},
            () -> Instant.EPOCH,
            () -> 0);

    @Test
    void everyLabelSetIsThereAtZeroFromTheStart() throws Exception {
        publish();
        for (DroppedMessage reason : DroppedMessage.values()) {
            assertThat(dropped(reason)).isZero();
        }
        assertThat(jumps("forward")).isZero();
        assertThat(jumps("backward")).isZero();
        assertThat(takeovers("true")).isZero();
    }

    @Test
    void whatViewersWereSentIsCountedForTheStream() throws Exception {
        publish();
        assertThat(registry.get("sluice.hls.served.bytes")
                        .tag("stream", "demo")
                        .functionCounter()
                        .count())
                .isEqualTo(1_880);
    }

    @Test
    void jumpsOfTheEncodersClockAreCountedByTheirDirection() throws Exception {
        Publication live = publish();
        sound(live, 0, 100);
        sound(live, 60_000, 100);
        sound(live, 10_000, 100);
        sound(live, 90_000, 100);
        assertThat(jumps("forward")).isEqualTo(2);
        assertThat(jumps("backward")).isEqualTo(1);
    }

    @Test
    void messagesThatWereDroppedAreCountedByTheirReason() throws Exception {
        Publication live = publish();
        live.dropped(DroppedMessage.UNSUPPORTED_CODEC, 3);
        live.frame(new StampedFrame(TrackId.VIDEO, 0, 0, true, Slice.of(1)), MILLI);
        sound(live, 0, 100);
        live.frame(new StampedFrame(TrackId.AUDIO, 2_200, 0, true, Slice.EMPTY), MILLI);
        live.frame(new StampedFrame(TrackId.AUDIO, 2_220, 6_000, true, Slice.of(1)), MILLI);
        assertThat(dropped(DroppedMessage.UNSUPPORTED_CODEC)).isEqualTo(3);
        assertThat(dropped(DroppedMessage.NO_KEYFRAME)).isEqualTo(1);
        assertThat(dropped(DroppedMessage.MALFORMED)).isEqualTo(2);
    }

    @Test
    void aTakeoverThatHasToWaitIsAFight() throws Exception {
        publish();
        for (int i = 0; i < 4; i++) {
            streams.admit(grant(), new Encoder());
            streams.find(DEMO).ifPresent(live -> live.end(CloseReason.TAKEN_OVER));
        }
        assertThat(takeovers("false")).isEqualTo(3);
        assertThat(takeovers("true")).isEqualTo(1);
    }

    private Publication publish() throws Exception {
        Admission admission =
                streams.admit(grant(), new Encoder()).toCompletableFuture().get();
        Publication live = ((Admission.Admitted) admission).publication();
        live.configure(TrackId.AUDIO, TestMedia.aac(48_000));
        return live;
    }

    private static void sound(Publication live, long fromMillis, int frames) {
        for (int i = 0; i < frames; i++) {
            long millis = fromMillis + Math.round(i * 1024 / 48.0);
            live.frame(new StampedFrame(TrackId.AUDIO, millis, 0, true, Slice.of(1)), millis * MILLI);
        }
    }

    private static Authorization.Granted grant() {
        return new Authorization.Granted(
                new StreamDefinition(DEMO, "", Visibility.PUBLIC, TakeoverPolicy.TAKEOVER),
                new UUID(1, 1),
                Optional.empty());
    }

    private double dropped(DroppedMessage reason) {
        return registry.get("sluice.stream.dropped.messages")
                .tag("reason", reason.word())
                .functionCounter()
                .count();
    }

    private double jumps(String direction) {
        return registry.get("sluice.stream.timestamp.jumps")
                .tag("direction", direction)
                .functionCounter()
                .count();
    }

    private double takeovers(String fight) {
        return registry.get("sluice.takeovers")
                .tag("where", "local")
                .tag("fight", fight)
                .counter()
                .count();
    }

    private static final class Claims implements StreamClaims {
        private long epoch;

        @Override
        public CompletionStage<Optional<Claim>> claim(StreamName stream, UUID keyId) {
            return CompletableFuture.completedFuture(Optional.of(new Claim(stream, ++epoch)));
        }

        @Override
        public void release(Claim claim) {}
    }

    private static final class NoDelivery implements DeliveryStatistics {
        @Override
        public long waiting() {
            return 0;
        }

        @Override
        public List<String> waitingLimits() {
            return List.of();
        }

        @Override
        public long refused(String limit) {
            return 0;
        }

        @Override
        public long renderings() {
            return 0;
        }

        @Override
        public List<String> kinds() {
            return List.of();
        }

        @Override
        public List<String> codes() {
            return List.of();
        }

        @Override
        public long answers(String kind, String code) {
            return 0;
        }

        @Override
        public long servedBytes(StreamName stream) {
            return 1_880;
        }

        @Override
        public long viewers(StreamName stream) {
            return 0;
        }
    }

    private static final class Encoder implements Publisher {
        @Override
        public Executor executor() {
            return Runnable::run;
        }

        @Override
        public void close(CloseReason reason) {}

        @Override
        public String remoteAddress() {
            return "192.0.2.1";
        }

        @Override
        public String software() {
            return "";
        }

        @Override
        public UUID keyId() {
            return new UUID(0, 0);
        }
    }
}
