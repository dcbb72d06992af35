package dev.sluice.ingest.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.live.CloseReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** LIM-1: who is let in, counted by address and in all. */
class DoorkeeperTest {
    private static final long SECOND = 1_000_000_000;
    private final List<String> gaveWay = new ArrayList<>();

    private static ConnectionLimits limits(int open, int pending, int pendingPerAddress, int rate, int burst) {
        return new ConnectionLimits(open, pending, pendingPerAddress, rate, burst, 1, 1, 1, 1, 1, 1, 8, 1);
    }

    private Visit visit(String address) {
        return Visit.from(address, () -> gaveWay.add(address));
    }

    @Test
    void anAddressConnectsAtItsRateAndAnotherIsNotHarmed() {
        Doorkeeper keeper = new Doorkeeper(limits(100, 100, 100, 1, 3));
        for (int i = 0; i < 3; i++) {
            assertThat(keeper.enter(visit("192.0.2.1"), 0)).isEmpty();
        }
        assertThat(keeper.enter(visit("192.0.2.1"), 0)).contains(CloseReason.RATE_LIMITED);
        assertThat(keeper.enter(visit("192.0.2.2"), 0)).isEmpty();
        assertThat(keeper.enter(visit("192.0.2.1"), SECOND)).isEmpty();
    }

    @Test
    void anAddressHasSoManyPendingAndTheAuthorizedDoNotCount() {
        Doorkeeper keeper = new Doorkeeper(limits(100, 100, 2, 100, 100));
        Visit first = visit("192.0.2.1");
        keeper.enter(first, 0);
        keeper.enter(visit("192.0.2.1"), 0);
        assertThat(keeper.enter(visit("192.0.2.1"), 0)).contains(CloseReason.RATE_LIMITED);
        keeper.authorized(first);
        assertThat(keeper.enter(visit("192.0.2.1"), 0)).isEmpty();
    }

    @Test
    void theOldestUnfinishedHandshakeGivesWay() {
        Doorkeeper keeper = new Doorkeeper(limits(100, 2, 100, 100, 100));
        Visit finished = visit("192.0.2.1");
        keeper.enter(finished, 0);
        keeper.greeted(finished);
        keeper.enter(visit("192.0.2.2"), 0);
        assertThat(keeper.enter(visit("192.0.2.3"), 0)).isEmpty();
        assertThat(gaveWay).containsExactly("192.0.2.2");
        assertThat(keeper.pending()).isEqualTo(2);
    }

    @Test
    void withoutAnyUnfinishedHandshakeTheNewcomerIsTurnedAway() {
        Doorkeeper keeper = new Doorkeeper(limits(1, 10, 10, 100, 100));
        Visit only = visit("192.0.2.1");
        keeper.enter(only, 0);
        keeper.authorized(only);
        assertThat(keeper.enter(visit("192.0.2.2"), 0)).contains(CloseReason.OVER_CAPACITY);
        keeper.leave(only);
        keeper.leave(only);
        assertThat(keeper.enter(visit("192.0.2.2"), 0)).isEqualTo(Optional.empty());
        assertThat(keeper.open()).isEqualTo(1);
    }

    @Test
    void net4FileDescriptorsAreKeptForTheRest() {
        Doorkeeper keeper = new Doorkeeper(limits(10_000, 10_000, 10_000, 10_000, 10_000));
        Visit oldest = visit("192.0.2.1");
        keeper.enter(oldest, 0);
        // An eighth of 800 is kept, and 698 are something else: 2 are left.
        keeper.descriptors(699, 800);
        assertThat(keeper.enter(visit("192.0.2.2"), 0)).isEmpty();
        assertThat(keeper.enter(visit("192.0.2.3"), 0)).isEmpty();
        assertThat(gaveWay).containsExactly("192.0.2.1");
        Visit first = visit("192.0.2.4");
        keeper.enter(first, 0);
        keeper.greeted(first);
        Visit second = visit("192.0.2.5");
        keeper.enter(second, 0);
        keeper.greeted(second);
        assertThat(keeper.enter(visit("192.0.2.6"), 0)).contains(CloseReason.OVER_CAPACITY);
        keeper.descriptors(600, 800);
        assertThat(keeper.enter(visit("192.0.2.6"), 0)).isEmpty();
    }

    @Test
    void anIpv4AddressThatIsMappedIsItself() {
        assertThat(Visit.from("::ffff:192.0.2.1", () -> {}).address())
                .isEqualTo(Visit.from("192.0.2.1", () -> {}).address());
        assertThat(Visit.from("a unix socket", () -> {}).address().text()).isEqualTo("a unix socket");
    }
}
