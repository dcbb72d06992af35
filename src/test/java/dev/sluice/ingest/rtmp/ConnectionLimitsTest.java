package dev.sluice.ingest.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.live.CloseReason;
import dev.sluice.rtmp.session.ProtocolViolation;
import dev.sluice.rtmp.session.SessionCounters;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Each limit of a connection just inside and just outside, in time that the test makes. */
class ConnectionLimitsTest {
    private static final long SECOND = 1_000_000_000;
    private final ConnectionRates rates = new ConnectionRates(ConnectionLimits.DEFAULT, 0);

    @Test
    void controlMessagesAboveTheirRateEndTheConnection() {
        assertThatCode(() -> rates.count(new SessionCounters(2000, 2000, 0, 0, 0), false, 0))
                .doesNotThrowAnyException();
        assertThatCode(() -> rates.count(new SessionCounters(2200, 2200, 0, 0, 0), false, SECOND))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> rates.count(new SessionCounters(2201, 2201, 0, 0, 0), false, SECOND))
                .isInstanceOf(ProtocolViolation.class)
                .hasMessageContaining("rate");
    }

    @Test
    void commandsHaveARateOncePublishIsAccepted() {
        assertThatCode(() -> rates.count(new SessionCounters(500, 0, 500, 0, 0), false, 0))
                .doesNotThrowAnyException();
        assertThatCode(() -> rates.count(new SessionCounters(600, 0, 600, 0, 0), true, 0))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> rates.count(new SessionCounters(601, 0, 601, 0, 0), true, 0))
                .isInstanceOf(ProtocolViolation.class);
    }

    @Test
    void messagesAndBytesAboveTheirRateOnlyWait() throws ProtocolViolation {
        rates.count(new SessionCounters(2000, 0, 0, 0, 0), true, 0);
        assertThat(rates.isAhead(0)).isFalse();
        rates.count(new SessionCounters(2001, 0, 0, 0, 0), true, 0);
        assertThat(rates.isAhead(0)).isTrue();
        assertThat(rates.isAhead(SECOND / 1000)).isFalse();
        rates.received(25_000_000, SECOND);
        assertThat(rates.isAhead(SECOND)).isFalse();
        rates.received(1, SECOND);
        assertThat(rates.isAhead(SECOND)).isTrue();
    }

    @Test
    void unreadOutputIsBoundedInBytesAndAge() {
        UnreadOutput unread = new UnreadOutput(1000, 15 * SECOND);
        unread.wrote(1000, 0);
        assertThat(unread.isOverfull()).isFalse();
        assertThat(unread.isOverdue(15 * SECOND)).isFalse();
        assertThat(unread.isOverdue(15 * SECOND + 1)).isTrue();
        unread.wrote(1, SECOND);
        assertThat(unread.isOverfull()).isTrue();
        unread.left(1, 10 * SECOND);
        assertThat(unread.isOverdue(25 * SECOND)).isFalse();
        unread.left(1000, 11 * SECOND);
        assertThat(unread.isOverdue(100 * SECOND)).isFalse();
    }

    @Test
    void aQuietPeerIsPingedOnceAndThenGivenUp() {
        Heartbeat heartbeat = new Heartbeat(0);
        assertThat(heartbeat.due(60 * SECOND)).isEqualTo(Heartbeat.Due.NOTHING);
        assertThat(heartbeat.due(60 * SECOND + 1)).isEqualTo(Heartbeat.Due.PING);
        assertThat(heartbeat.due(90 * SECOND + 1)).isEqualTo(Heartbeat.Due.NOTHING);
        assertThat(heartbeat.due(90 * SECOND + 2)).isEqualTo(Heartbeat.Due.CLOSE);
        heartbeat.heard(91 * SECOND);
        assertThat(heartbeat.due(92 * SECOND)).isEqualTo(Heartbeat.Due.NOTHING);
    }

    @Test
    void aPublisherIsPingedOnceAtHalfOfItsIdleTime() {
        Deadline deadline = new Deadline(IngestSettings.Timeouts.DEFAULT, 0);
        assertThat(deadline.isPingDue(8 * SECOND)).isFalse();
        deadline.mediaSeen(0);
        assertThat(deadline.isPingDue(7 * SECOND)).isFalse();
        assertThat(deadline.isPingDue(8 * SECOND)).isTrue();
        assertThat(deadline.isPingDue(9 * SECOND)).isFalse();
        assertThat(deadline.missed(15 * SECOND)).isEmpty();
        assertThat(deadline.missed(15 * SECOND + 1)).contains(CloseReason.MEDIA_IDLE);
    }

    @Test
    void eachStageHasItsTotal() {
        Deadline deadline = new Deadline(IngestSettings.Timeouts.DEFAULT, 0);
        assertThat(deadline.missed(5 * SECOND)).isEmpty();
        assertThat(deadline.missed(5 * SECOND + 1)).contains(CloseReason.HANDSHAKE_TIMEOUT);
        deadline.helloComplete(0);
        assertThat(deadline.missed(10 * SECOND)).isEmpty();
        deadline.awaitConnect(0);
        assertThat(deadline.missed(10 * SECOND + 1)).contains(CloseReason.CONNECT_TIMEOUT);
        deadline.awaitPublish(0);
        assertThat(deadline.missed(15 * SECOND)).isEmpty();
        assertThat(deadline.missed(15 * SECOND + 1)).contains(CloseReason.CONNECT_TIMEOUT);
        deadline.awaitAuthorization(0);
        assertThat(deadline.missed(5 * SECOND + 1)).contains(CloseReason.AUTH_UNAVAILABLE);
        deadline.awaitFirstMedia(0);
        assertThat(deadline.missed(20 * SECOND)).isEmpty();
        assertThat(deadline.missed(20 * SECOND + 1)).contains(CloseReason.FIRST_MEDIA_TIMEOUT);
        deadline.awaitAnother(0);
        assertThat(deadline.missed(SECOND)).isEmpty();
        assertThat(deadline.missed(SECOND + 1)).contains(CloseReason.UNPUBLISHED);
    }

    @Test
    void aLoopThatWasAwayBlamesNobody() {
        LoopPause pause = new LoopPause(250, 0);
        assertThat(pause.away(SECOND / 4)).isZero();
        assertThat(pause.away(SECOND + SECOND / 2)).isZero();
        assertThat(pause.away(22 * SECOND)).isEqualTo(20 * SECOND + SECOND / 4);
        Deadline deadline = new Deadline(IngestSettings.Timeouts.DEFAULT, 0);
        deadline.mediaSeen(SECOND);
        deadline.postpone(20 * SECOND);
        assertThat(deadline.missed(22 * SECOND)).isEmpty();
        assertThat(deadline.missed(37 * SECOND)).contains(CloseReason.MEDIA_IDLE);
    }

    @Test
    void aCauseIsLoggedOnceAMinuteAndCountedMeanwhile() {
        LogThrottle throttle = new LogThrottle();
        assertThat(throttle.admit("192.0.2.1", "chunk", 0)).hasValue(0);
        assertThat(throttle.admit("192.0.2.1", "chunk", 59 * SECOND)).isEmpty();
        assertThat(throttle.admit("192.0.2.1", "amf", 59 * SECOND)).hasValue(0);
        assertThat(throttle.admit("192.0.2.2", "chunk", 59 * SECOND)).hasValue(0);
        assertThat(throttle.admit("192.0.2.1", "chunk", 60 * SECOND)).hasValue(1);
    }

    @Test
    void key4ARefusalWaitsHalfASecondAtLeastAndOneAndAHalfAtMost() {
        SplittableRandom random = new SplittableRandom(4);
        long[] millis = LongStream.range(0, 10_000)
                .map(i -> RefusalDelay.millis(random))
                .toArray();
        assertThat(LongStream.of(millis).min()).hasValue(500);
        assertThat(LongStream.of(millis).max()).hasValue(1_500);
        assertThat(LongStream.of(millis).average().orElseThrow()).isBetween(980.0, 1_020.0);
    }

    @Test
    void unfinishedMessagesOfAllHaveABudget() {
        PartialBudget budget = new PartialBudget(100);
        assertThat(budget.change(100)).isTrue();
        assertThat(budget.change(1)).isFalse();
        assertThat(budget.change(-1)).isTrue();
        assertThat(budget.bytes()).isEqualTo(100);
    }
}
