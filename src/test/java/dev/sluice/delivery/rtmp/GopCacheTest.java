package dev.sluice.delivery.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bytes.Slice;
import org.junit.jupiter.api.Test;

class GopCacheTest {
    private final GopCache cache = new GopCache(1000, 10_000);

    private static PlayMessage message(PlayMessage.Kind kind, long millis, int bytes) {
        return new PlayMessage(kind, millis, 9, Slice.EMPTY, Slice.wrap(new byte[bytes]));
    }

    @Test
    void holdsNothingBeforeTheFirstKeyFrame() {
        cache.add(message(PlayMessage.Kind.INTER, 0, 10));
        cache.add(message(PlayMessage.Kind.AUDIO, 0, 10));
        assertThat(cache.messages()).isEmpty();
    }

    @Test
    void beginsAnewAtEachKeyFrame() {
        cache.add(message(PlayMessage.Kind.KEY, 0, 10));
        cache.add(message(PlayMessage.Kind.INTER, 40, 10));
        cache.add(message(PlayMessage.Kind.KEY, 80, 10));
        assertThat(cache.messages()).hasSize(1);
    }

    @Test
    void givesAGroupUpThatIsTooLargeOrTooLongAndRecoversAtTheNext() {
        cache.add(message(PlayMessage.Kind.KEY, 0, 600));
        cache.add(message(PlayMessage.Kind.INTER, 40, 600));
        assertThat(cache.messages()).isEmpty();
        cache.add(message(PlayMessage.Kind.KEY, 80, 10));
        cache.add(message(PlayMessage.Kind.AUDIO, 10_081, 10));
        assertThat(cache.messages()).isEmpty();
        cache.add(message(PlayMessage.Kind.KEY, 10_100, 10));
        assertThat(cache.messages()).hasSize(1);
    }
}
