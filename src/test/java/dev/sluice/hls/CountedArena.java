package dev.sluice.hls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bytes.ByteArena;
import dev.sluice.bytes.SharedBytes;
import java.nio.ByteBuffer;
import java.util.List;

/** Memory that knows how much of it is held, and fails whoever looks at what is not. */
final class CountedArena implements ByteArena {
    private long bytes;

    /** Bytes that somebody holds. */
    long bytes() {
        return bytes;
    }

    @Override
    public Room allocate(int length) {
        bytes += length;
        return new Counted(new byte[length]);
    }

    private final class Counted implements Room, SharedBytes {
        private final byte[] array;
        private int holders = 1;

        Counted(byte[] array) {
            this.array = array;
        }

        @Override
        public ByteBuffer space() {
            return ByteBuffer.wrap(array);
        }

        @Override
        public SharedBytes bytes() {
            return this;
        }

        @Override
        public int length() {
            return array.length;
        }

        @Override
        public boolean retain() {
            if (holders == 0) {
                return false;
            }
            holders++;
            return true;
        }

        @Override
        public void release() {
            assertThat(holders).as("released more often than held").isPositive();
            holders--;
            if (holders == 0) {
                bytes -= array.length;
            }
        }

        @Override
        public List<ByteBuffer> views() {
            assertThat(holders).as("looked at without being held").isPositive();
            return List.of(ByteBuffer.wrap(array));
        }
    }
}
