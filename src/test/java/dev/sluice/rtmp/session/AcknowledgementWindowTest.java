package dev.sluice.rtmp.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcknowledgementWindowTest {
    private long now;

    @ParameterizedTest
    @CsvSource({
        "0, 2500000", // means nothing
        "4294967295, 2500000", // negative
        "1, 65536",
        "131072, 65536",
        "1000000, 500000",
        "2147483647, 2500000",
    })
    void acknowledgesAtHalfTheWindowWithinBounds(long announced, int due) {
        AcknowledgementWindow window = new AcknowledgementWindow(2_500_000);
        window.announced(announced);
        window.received(due - 1);
        assertThat(window.due(now += 100_000_000)).isEmpty();
        window.received(1);
        assertThat(window.due(now += 100_000_000)).hasValue(due);
        assertThat(window.due(now += 100_000_000)).isEmpty();
    }

    @Test
    void acknowledgesTenTimesASecondAtMost() {
        AcknowledgementWindow window = new AcknowledgementWindow(2_500_000);
        window.received(2_500_000);
        assertThat(window.due(0)).hasValue(2_500_000);
        window.received(2_500_000);
        assertThat(window.due(99_999_999)).isEmpty();
        assertThat(window.due(100_000_000)).hasValue(5_000_000);
    }

    @Test
    void countsOnPast32Bits() {
        AcknowledgementWindow window = new AcknowledgementWindow(2_500_000);
        long last = 0;
        for (int i = 0; i < 5; i++) {
            window.received(0x3FFFFFFF);
            window.received(1);
            last = window.due(now += 100_000_000).getAsLong();
        }
        assertThat(last).isEqualTo(5L * 0x40000000L - 0x100000000L);
    }
}
