package dev.sluice.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SliceQueueTest {
    private static final Slice BYTES = Slice.hex("00112233445566778899aabbccddeeff");

    @Test
    void readsTheSameHoweverTheBytesCame() {
        Random random = new Random(1);
        for (int i = 0; i < 100; i++) {
            SliceQueue queue = new SliceQueue();
            Splits.random(BYTES, random, 5).forEach(queue::add);
            assertThat(queue.peek(9)).isEqualTo(0x99);
            assertThat(queue.u24()).isEqualTo(0x001122);
            assertThat(queue.u32()).isEqualTo(0x33445566L);
            assertThat(queue.peek(8)).isEqualTo(0xFF);
            byte[] rest = new byte[9];
            queue.copyTo(rest, 0, 9);
            assertThat(Slice.wrap(rest)).isEqualTo(BYTES.from(7));
            assertThat(queue.isEmpty()).isTrue();
        }
    }

    @Test
    void crumbsAreGatheredAndReadAsTheyCame() {
        Random random = new Random(2);
        for (int i = 0; i < 50; i++) {
            byte[] sent = new byte[2_000];
            random.nextBytes(sent);
            SliceQueue queue = new SliceQueue();
            int added = 0;
            int read = 0;
            while (read < sent.length) {
                int more = Math.min(sent.length - added, random.nextInt(8) == 0 ? 100 : 1 + random.nextInt(3));
                queue.add(Slice.wrap(sent).slice(added, added + more));
                added += more;
                int count = random.nextInt(40) == 0 || added == sent.length
                        ? random.nextInt((int) queue.available() + 1)
                        : 0;
                byte[] taken = new byte[count];
                queue.copyTo(taken, 0, count);
                assertThat(Slice.wrap(taken)).isEqualTo(Slice.wrap(sent).slice(read, read + count));
                read += count;
                assertThat(queue.available()).isEqualTo(added - read);
            }
        }
    }

    @Test
    void singleBytesDoNotStaySinglePieces() {
        SliceQueue queue = new SliceQueue();
        for (int i = 0; i < 6_401; i++) {
            queue.add(Slice.of(i & 0xFF));
        }
        int pieces = 0;
        while (!queue.isEmpty()) {
            queue.take(Long.MAX_VALUE);
            pieces++;
        }
        assertThat(pieces).isLessThan(10);
    }

    @Test
    void takesOnlyWhatLiesInOnePiece() {
        SliceQueue queue = new SliceQueue();
        queue.add(BYTES.slice(0, 3));
        queue.add(Slice.EMPTY);
        queue.add(BYTES.from(3));
        assertThat(queue.take(100)).isEqualTo(BYTES.slice(0, 3));
        assertThat(queue.take(2)).isEqualTo(BYTES.slice(3, 5));
        assertThat(queue.available()).isEqualTo(11);
    }

    @Test
    void neverReadsBeyondWhatWaits() {
        SliceQueue queue = new SliceQueue();
        assertThat(queue.take(1)).isEqualTo(Slice.EMPTY);
        assertThatThrownBy(queue::u8).isInstanceOf(IllegalStateException.class);
        queue.add(BYTES);
        assertThatThrownBy(() -> queue.peek(16)).isInstanceOf(IllegalStateException.class);
    }
}
