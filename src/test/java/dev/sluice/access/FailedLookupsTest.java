package dev.sluice.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bytes.Secret;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FailedLookupsTest {
    private static final KeyDigest KEY = KeyDigest.of(new Secret("key"));
    private static final KeyDigest OTHER = KeyDigest.of(new Secret("other"));

    private final FailedLookups limits = new FailedLookups(10, 200, 0);

    @Test
    void lim1TenBadKeysAMinuteAndNoMore() {
        fail("192.0.2.1", 10, 0);

        assertThat(limits.admits("192.0.2.1", 0)).isFalse();
        assertThat(limits.admitsLookup("192.0.2.1", KEY, 0)).isFalse();
        assertThat(limits.admits("192.0.2.1", TimeUnit.SECONDS.toNanos(6))).isTrue();
    }

    @Test
    void lim1OtherAddressesAreNotHarmed() {
        fail("192.0.2.1", 100, 0);

        assertThat(limits.admitsLookup("192.0.2.2", KEY, 0)).isTrue();
    }

    @Test
    void aKeyThatWasGoodHereIsLookedUpFromALimitedAddress() {
        limits.succeeded(KEY, 0);
        fail("192.0.2.1", 100, 0);

        assertThat(limits.admitsLookup("192.0.2.1", KEY, TimeUnit.HOURS.toNanos(23)))
                .isTrue();
        fail("192.0.2.1", 100, TimeUnit.HOURS.toNanos(25));
        assertThat(limits.admitsLookup("192.0.2.1", KEY, TimeUnit.HOURS.toNanos(25)))
                .isFalse();
    }

    @Test
    void lim1AnIpv6CustomerIsOneWhateverAddressHeTakes() {
        fail("2001:db8:0:1::1", 10, 0);

        assertThat(limits.admits("2001:db8:0:1:ffff::2", 0)).isFalse();
        assertThat(limits.admits("2001:db8:0:2::1", 0)).isTrue();
        assertThat(limits.admits("no:address", 0)).isTrue();
    }

    @Test
    void lookupsInAllAreBoundedExceptForKnownKeys() {
        limits.succeeded(KEY, 0);
        for (int i = 0; i < 200; i++) {
            assertThat(limits.admitsLookup("192.0.2." + i, OTHER, 0)).isTrue();
        }

        assertThat(limits.admitsLookup("198.51.100.1", OTHER, 0)).isFalse();
        assertThat(limits.admitsLookup("198.51.100.1", KEY, 0)).isTrue();
        assertThat(limits.admitsLookup("198.51.100.1", OTHER, TimeUnit.SECONDS.toNanos(1)))
                .isTrue();
    }

    private void fail(String address, int times, long nowNanos) {
        for (int i = 0; i < times; i++) {
            limits.failed(address, nowNanos);
        }
    }
}
