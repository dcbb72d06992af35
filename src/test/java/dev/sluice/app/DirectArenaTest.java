package dev.sluice.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.bytes.JoinedBytes;
import dev.sluice.bytes.SharedBytes;
import dev.sluice.bytes.Slice;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DirectArenaTest {
    private final DirectArena arena = new DirectArena(1);

    @Test
    void bytesLieOutsideTheHeapInOnePiece() {
        SharedBytes bytes = arena.copy(Slice.utf8("a segment"));
        assertThat(bytes.views()).hasSize(1).allMatch(ByteBuffer::isDirect);
        assertThat(bytes.toSlice().toUtf8()).isEqualTo("a segment");
        assertThat(arena.bytes()).isPositive();
    }

    @Test
    void nobodyGetsThemBehindTheLastRelease() {
        SharedBytes bytes = arena.copy(Slice.utf8("a"));
        assertThat(bytes.retain()).isTrue();
        bytes.release();
        bytes.release();
        assertThat(bytes.retain()).isFalse();
        assertThatThrownBy(bytes::release).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theWholeIsHeldAsLongAsAllPiecesAre() {
        SharedBytes first = arena.copy(Slice.utf8("first "));
        SharedBytes last = arena.copy(Slice.utf8("last"));
        JoinedBytes whole = new JoinedBytes(List.of(first, last));
        assertThat(whole.retain()).isTrue();
        assertThat(whole.toSlice().toUtf8()).isEqualTo("first last");
        whole.release();
        last.release();
        assertThat(whole.retain()).as("one piece is gone").isFalse();
        assertThat(first.retain()).as("the other is as it was").isTrue();
        first.release();
        first.release();
        assertThat(first.retain()).isFalse();
    }

    @Test
    void memoryIsUsedAgain() {
        arena.copy(Slice.wrap(new byte[100_000])).release();
        long once = arena.bytes();
        for (int i = 0; i < 1_000; i++) {
            arena.copy(Slice.wrap(new byte[100_000])).release();
        }
        assertThat(arena.bytes()).isEqualTo(once);
    }

    @Test
    void manyThreadsHoldAndReleaseWithoutLosingCount() throws InterruptedException {
        SharedBytes bytes = arena.copy(Slice.utf8("all"));
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(number -> new Thread(() -> {
                    try {
                        start.await();
                    } catch (InterruptedException e) {
                        return;
                    }
                    for (int i = 0; i < 20_000; i++) {
                        if (bytes.retain()) {
                            bytes.release();
                        }
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(bytes.retain()).isTrue();
        bytes.release();
        bytes.release();
        assertThat(bytes.retain()).isFalse();
    }
}
