package dev.sluice.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.media.AccessUnit;
import dev.sluice.media.MediaSink;
import dev.sluice.media.TimelineLimits;
import dev.sluice.media.Track;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Publications follow one another in their slot; no thread, no clock but the test's own. */
class LiveStreamsTest {
    private static final StreamName DEMO = new StreamName("demo");
    private final List<String> story = new ArrayList<>();
    private final TestScheduler scheduler = new TestScheduler();
    private final TestClaims claims = new TestClaims();
    private boolean outputIsReady = true;
    private long nowNanos;
    private final LiveStreams streams = new LiveStreams(
            new LiveSettings(Duration.ofSeconds(30), Duration.ofSeconds(5)),
            claims,
            List.of(new StoryOutput()),
            new StoryObserver(),
            scheduler,
            () -> Instant.EPOCH,
            () -> nowNanos);

    @Test
    void aFreeStreamIsAdmittedAtOnceWithTheClaimsEpoch() {
        Publication publication = admitted(admit(TakeoverPolicy.TAKEOVER, new TestPublisher()));

        assertThat(publication.epoch()).isEqualTo(1);
        assertThat(streams.find(DEMO)).contains(publication);
        assertThat(story).containsExactly("open 1", "published 1");
    }

    @Test
    void aNewcomerTakesOverAfterTheOldPublicationHasFlushed() {
        TestPublisher old = new TestPublisher();
        Publication first = admitted(admit(TakeoverPolicy.TAKEOVER, old));

        CompletableFuture<Admission> second = admit(TakeoverPolicy.TAKEOVER, new TestPublisher());
        assertThat(old.closed).contains(CloseReason.TAKEN_OVER);
        assertThat(second).isNotDone();

        first.end(CloseReason.TAKEN_OVER);
        assertThat(admitted(second).epoch()).isEqualTo(2);
        assertThat(story)
                .containsExactly(
                        "open 1", "published 1", "taken over", "end 1", "ended 1 taken_over", "open 2", "published 2");
    }

    @Test
    void underRejectABusyStreamRefusesAndASilentOneYields() {
        admitted(admit(TakeoverPolicy.REJECT, new TestPublisher()));
        nowNanos = TimeUnit.SECONDS.toNanos(4);

        assertThat(admit(TakeoverPolicy.REJECT, new TestPublisher()).join())
                .isEqualTo(new Admission.Refused(CloseReason.STREAM_BUSY));

        nowNanos = TimeUnit.SECONDS.toNanos(6);
        CompletableFuture<Admission> late = admit(TakeoverPolicy.REJECT, new TestPublisher());
        assertThat(late).isNotDone();
        streams.find(DEMO).orElseThrow().end(CloseReason.TAKEN_OVER);
        assertThat(admitted(late).epoch()).isEqualTo(2);
    }

    @Test
    void whatViewersSeeEndsAfterTheResumeWindowOnly() {
        admitted(admit(TakeoverPolicy.TAKEOVER, new TestPublisher())).end(CloseReason.UNPUBLISHED);
        assertThat(streams.find(DEMO)).isEmpty();
        assertThat(story).doesNotContain("finish demo");

        scheduler.fire();
        assertThat(story).endsWith("finish demo", "finished demo");
    }

    @Test
    void aReturnWithinTheResumeWindowCallsTheEndOff() {
        admitted(admit(TakeoverPolicy.TAKEOVER, new TestPublisher())).end(CloseReason.PEER_RESET);
        admitted(admit(TakeoverPolicy.TAKEOVER, new TestPublisher()));

        scheduler.fire();
        assertThat(story).doesNotContain("finish demo");
    }

    @Test
    void aClaimThatCannotBeHadIsATemporaryRefusalAndFreesTheStream() {
        claims.available = false;
        assertThat(admit(TakeoverPolicy.TAKEOVER, new TestPublisher()).join())
                .isEqualTo(new Admission.Refused(CloseReason.AUTH_UNAVAILABLE));

        claims.available = true;
        assertThat(admitted(admit(TakeoverPolicy.REJECT, new TestPublisher())).epoch())
                .isEqualTo(1);
    }

    @Test
    void aNewcomerWithoutAClaimLeavesTheIncumbentAlone() {
        TestPublisher incumbent = new TestPublisher();
        Publication live = admitted(admit(TakeoverPolicy.TAKEOVER, incumbent));
        claims.available = false;

        assertThat(admit(TakeoverPolicy.TAKEOVER, new TestPublisher()).join())
                .isEqualTo(new Admission.Refused(CloseReason.AUTH_UNAVAILABLE));
        assertThat(incumbent.closed).isEmpty();
        assertThat(streams.find(DEMO)).contains(live);
    }

    @Test
    void anOutputThatLostWhatItNeedsRefusesNewStreamsAndKeepsWhoIsThere() {
        Publication live = admitted(admit(TakeoverPolicy.TAKEOVER, new TestPublisher()));
        outputIsReady = false;
        CompletableFuture<Admission> next = admit(TakeoverPolicy.TAKEOVER, new TestPublisher());
        live.end(CloseReason.TAKEN_OVER);
        admitted(next).end(CloseReason.UNPUBLISHED);

        assertThat(admit(TakeoverPolicy.TAKEOVER, new TestPublisher()).join())
                .isEqualTo(new Admission.Refused(CloseReason.STORAGE_UNAVAILABLE));
        outputIsReady = true;
        admitted(admit(TakeoverPolicy.TAKEOVER, new TestPublisher()));
    }

    @Test
    void ofThreeThatArriveTogetherTheLastOneStays() {
        Publication first = admitted(admit(TakeoverPolicy.TAKEOVER, new TestPublisher()));
        TestPublisher middle = new TestPublisher();
        CompletableFuture<Admission> second = admit(TakeoverPolicy.TAKEOVER, middle);
        CompletableFuture<Admission> third = admit(TakeoverPolicy.TAKEOVER, new TestPublisher());
        assertThat(middle.closed).contains(CloseReason.TAKEN_OVER);

        first.end(CloseReason.TAKEN_OVER);
        // The connection in the middle was closed while it waited: it ends what it is given.
        admitted(second).end(CloseReason.TAKEN_OVER);
        assertThat(admitted(third)).isSameAs(streams.find(DEMO).orElseThrow());
    }

    @Test
    void endingTwiceCountsOnce() {
        Publication publication = admitted(admit(TakeoverPolicy.TAKEOVER, new TestPublisher()));
        publication.end(CloseReason.UNPUBLISHED);
        publication.end(CloseReason.PEER_CLOSED);

        assertThat(story).containsOnlyOnce("ended 1 unpublished").doesNotContain("ended 1 peer_closed");
    }

    @Test
    void theFourthTakeoverWithinHalfAMinuteWaitsForASecondOfSilence() {
        for (int i = 0; i < 3; i++) {
            admitted(admit(TakeoverPolicy.TAKEOVER, new TestPublisher())).end(CloseReason.TAKEN_OVER);
        }
        TestPublisher incumbent = new TestPublisher();
        admitted(admit(TakeoverPolicy.TAKEOVER, incumbent));
        for (int i = 0; i < 3; i++) {
            TestPublisher newcomer = new TestPublisher();
            CompletableFuture<Admission> admission = admit(TakeoverPolicy.TAKEOVER, newcomer);
            assertThat(incumbent.closed).contains(CloseReason.TAKEN_OVER);
            streams.find(DEMO).orElseThrow().end(CloseReason.TAKEN_OVER);
            admitted(admission);
            incumbent = newcomer;
        }

        CompletableFuture<Admission> fourth = admit(TakeoverPolicy.TAKEOVER, new TestPublisher());
        assertThat(incumbent.closed).isEmpty();
        assertThat(story).endsWith("taken over in a fight");
        nowNanos = TimeUnit.MILLISECONDS.toNanos(999);
        scheduler.fire();
        assertThat(incumbent.closed).isEmpty();
        nowNanos = TimeUnit.SECONDS.toNanos(1);
        scheduler.fire();
        assertThat(incumbent.closed).contains(CloseReason.TAKEN_OVER);
        streams.find(DEMO).orElseThrow().end(CloseReason.TAKEN_OVER);
        admitted(fourth);
    }

    @Test
    void inAFightTheNewcomerWinsAfterFiveSecondsAtTheLatest() {
        long second = TimeUnit.SECONDS.toNanos(1);
        assertThat(TakeoverDamping.wait(4 * second, 5 * second, 4 * second)).isEqualTo(second);
        assertThat(TakeoverDamping.wait(5 * second, 5 * second, 5 * second)).isZero();
        TakeoverDamping damping = new TakeoverDamping(3);
        for (int i = 0; i < 3; i++) {
            assertThat(damping.patience(i * second)).isZero();
        }
        assertThat(damping.patience(29 * second)).isEqualTo(Duration.ofSeconds(5));
        assertThat(damping.patience(31 * second)).isZero();
    }

    @Test
    void aFullReplicaRefusesAnotherStreamAndStillLetsAStreamReturn() {
        PublicationLimits one = new PublicationLimits(1, 1, 1, 1, Duration.ZERO, 1, TimelineLimits.DEFAULT, 3);
        LiveStreams full = new LiveStreams(
                new LiveSettings(Duration.ofSeconds(30), Duration.ofSeconds(5), one),
                claims,
                List.of(),
                new StoryObserver(),
                scheduler,
                () -> Instant.EPOCH,
                () -> nowNanos);
        StreamDefinition demo = new StreamDefinition(DEMO, "Demo", Visibility.PUBLIC, TakeoverPolicy.TAKEOVER);
        StreamDefinition other =
                new StreamDefinition(new StreamName("other"), "Other", Visibility.PUBLIC, TakeoverPolicy.TAKEOVER);
        admitted(full.admit(grant(demo), new TestPublisher()).toCompletableFuture());
        assertThat(full.admit(grant(other), new TestPublisher())
                        .toCompletableFuture()
                        .join())
                .isEqualTo(new Admission.Refused(CloseReason.OVER_CAPACITY));
        CompletableFuture<Admission> back =
                full.admit(grant(demo), new TestPublisher()).toCompletableFuture();
        full.find(DEMO).orElseThrow().end(CloseReason.TAKEN_OVER);
        admitted(back);
    }

    private static Authorization.Granted grant(StreamDefinition stream) {
        return new Authorization.Granted(stream, new UUID(0, 0), Optional.empty());
    }

    private CompletableFuture<Admission> admit(TakeoverPolicy policy, Publisher publisher) {
        return streams.admit(grant(new StreamDefinition(DEMO, "Demo", Visibility.PUBLIC, policy)), publisher)
                .toCompletableFuture();
    }

    private static Publication admitted(CompletableFuture<Admission> admission) {
        assertThat(admission).isCompletedWithValueMatching(Admission.Admitted.class::isInstance);
        return ((Admission.Admitted) admission.join()).publication();
    }

    private static final class TestPublisher implements Publisher {
        private Optional<CloseReason> closed = Optional.empty();

        @Override
        public Executor executor() {
            return Runnable::run;
        }

        @Override
        public void close(CloseReason reason) {
            closed = Optional.of(reason);
        }

        @Override
        public String remoteAddress() {
            return "127.0.0.1";
        }

        @Override
        public String software() {
            return "test";
        }

        @Override
        public UUID keyId() {
            return new UUID(0, 0);
        }
    }

    private static final class TestClaims implements StreamClaims {
        private boolean available = true;
        private long epoch;

        @Override
        public CompletionStage<Optional<Claim>> claim(StreamName stream, UUID keyId) {
            return CompletableFuture.completedFuture(
                    available ? Optional.of(new Claim(stream, ++epoch)) : Optional.empty());
        }

        @Override
        public void release(Claim claim) {}
    }

    private static final class TestScheduler implements Scheduler {
        private final List<Runnable> tasks = new ArrayList<>();

        @Override
        public Cancellable after(Duration delay, Runnable task) {
            tasks.add(task);
            return () -> tasks.remove(task);
        }

        void fire() {
            List<Runnable> due = List.copyOf(tasks);
            tasks.clear();
            due.forEach(Runnable::run);
        }
    }

    private final class StoryOutput implements Output {
        @Override
        public boolean isReady() {
            return outputIsReady;
        }

        @Override
        public MediaSink open(StreamDefinition stream, long epoch) {
            story.add("open " + epoch);
            return new MediaSink() {
                @Override
                public void onTracks(List<Track> tracks) {}

                @Override
                public void onAccessUnit(AccessUnit unit) {}

                @Override
                public void onDiscontinuity() {}

                @Override
                public void onEnd() {
                    story.add("end " + epoch);
                }
            };
        }

        @Override
        public void finish(StreamName stream) {
            story.add("finish " + stream);
        }
    }

    private final class StoryObserver implements LiveObserver {
        @Override
        public void published(Publication publication) {
            story.add("published " + publication.epoch());
        }

        @Override
        public void ended(Publication publication, CloseReason reason) {
            story.add("ended " + publication.epoch() + " " + reason.word());
        }

        @Override
        public void finished(StreamName stream) {
            story.add("finished " + stream);
        }

        @Override
        public void takenOver(StreamName stream, boolean fight) {
            story.add(fight ? "taken over in a fight" : "taken over");
        }
    }
}
