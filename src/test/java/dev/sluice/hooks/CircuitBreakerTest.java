package dev.sluice.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
    private final CircuitBreaker breaker = new CircuitBreaker(3, 100);

    @Test
    void opensBehindSoManyFailuresInARowAndClosesWithOneSuccess() {
        assertThat(breaker.failed(0)).isFalse();
        assertThat(breaker.succeeded()).isFalse();
        assertThat(breaker.failed(0)).isFalse();
        assertThat(breaker.failed(0)).isFalse();
        assertThat(breaker.waitNanos(0)).isZero();

        assertThat(breaker.failed(5)).isTrue();
        assertThat(breaker.waitNanos(5)).isEqualTo(100);
        assertThat(breaker.waitNanos(105)).isZero();

        assertThat(breaker.failed(105)).isFalse();
        assertThat(breaker.waitNanos(110)).isEqualTo(95);
        assertThat(breaker.succeeded()).isTrue();
        assertThat(breaker.waitNanos(110)).isZero();
    }
}
