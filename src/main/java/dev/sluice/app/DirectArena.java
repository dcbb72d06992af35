package dev.sluice.app;

import dev.sluice.bytes.ByteArena;
import dev.sluice.bytes.SharedBytes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.internal.OutOfDirectMemoryError;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Pooled memory outside the heap: the live window neither weighs on the collector nor is copied to be written to a file
 * or a socket. When it is used up, arrays of the heap take its place.
 */
final class DirectArena implements ByteArena {
    private static final int PAGE_BYTES = 8192;
    /** Chunks of 4 MiB: room for the live window of one stream of average size. */
    private static final int ORDER = 9;

    private final PooledByteBufAllocator pool;

    /** {@code arenas} is how many threads allocate without waiting for each other. */
    DirectArena(int arenas) {
        // No caches: who allocates is another thread than who releases.
        pool = new PooledByteBufAllocator(true, 0, arenas, PAGE_BYTES, ORDER, 0, 0, false);
    }

    /** Memory taken from the system, used or not. */
    long bytes() {
        return pool.metric().usedDirectMemory();
    }

    @Override
    public Room allocate(int length) {
        try {
            return new Block(pool.directBuffer(length, length));
        } catch (OutOfDirectMemoryError full) {
            return HEAP.allocate(length);
        }
    }

    private static final class Block implements Room, SharedBytes {
        private final ByteBuf memory;
        private final int length;
        private final AtomicInteger holders = new AtomicInteger(1);

        Block(ByteBuf memory) {
            this.memory = memory;
            length = memory.capacity();
        }

        @Override
        public ByteBuffer space() {
            return memory.nioBuffer(0, length);
        }

        @Override
        public SharedBytes bytes() {
            return this;
        }

        @Override
        public int length() {
            return length;
        }

        @Override
        public boolean retain() {
            int now = holders.get();
            while (now > 0) {
                if (holders.compareAndSet(now, now + 1)) {
                    return true;
                }
                now = holders.get();
            }
            return false;
        }

        @Override
        public void release() {
            int left = holders.decrementAndGet();
            if (left == 0) {
                memory.release();
            } else if (left < 0) {
                throw new IllegalStateException("released more often than held");
            }
        }

        @Override
        public List<ByteBuffer> views() {
            return List.of(memory.nioBuffer(0, length));
        }
    }
}
