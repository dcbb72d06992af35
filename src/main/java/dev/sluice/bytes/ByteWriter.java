package dev.sluice.bytes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing byte array, written big-endian. */
public final class ByteWriter {
    private static final byte[] NOTHING = {};

    private byte[] array;
    private int length;
    /** What the first array behind a {@link #take} has room for at least: most writers never need one. */
    private int least;

    public ByteWriter() {
        this(64);
    }

    /** {@code capacity} in bytes is a hint for the first array. */
    public ByteWriter(int capacity) {
        array = new byte[capacity];
    }

    public int length() {
        return length;
    }

    public ByteWriter u8(int value) {
        reserve(1);
        array[length++] = (byte) value;
        return this;
    }

    public ByteWriter u16(int value) {
        return u8(value >>> 8).u8(value);
    }

    public ByteWriter u24(int value) {
        return u8(value >>> 16).u16(value);
    }

    public ByteWriter u32(long value) {
        return u16((int) (value >>> 16)).u16((int) value);
    }

    public ByteWriter u64(long value) {
        return u32(value >>> 32).u32(value);
    }

    public ByteWriter f64(double value) {
        return u64(Double.doubleToRawLongBits(value));
    }

    public ByteWriter bytes(Slice bytes) {
        return bytes(bytes, 0, bytes.length());
    }

    /** {@code count} bytes of {@code bytes} from {@code from} on. */
    public ByteWriter bytes(Slice bytes, int from, int count) {
        reserve(count);
        bytes.copyTo(from, array, length, count);
        length += count;
        return this;
    }

    public ByteWriter bytes(byte[] bytes) {
        reserve(bytes.length);
        System.arraycopy(bytes, 0, array, length, bytes.length);
        length += bytes.length;
        return this;
    }

    public ByteWriter utf8(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** {@code count} times the same byte. */
    public ByteWriter fill(int value, int count) {
        reserve(count);
        Arrays.fill(array, length, length + count, (byte) value);
        length += count;
        return this;
    }

    /** Overwrites 32 bits that were written before, for sizes known only at the end. */
    public void patch32(int at, long value) {
        if (at < 0 || at + 4 > length) {
            throw new IndexOutOfBoundsException("patch at " + at + " of " + length);
        }
        array[at] = (byte) (value >>> 24);
        array[at + 1] = (byte) (value >>> 16);
        array[at + 2] = (byte) (value >>> 8);
        array[at + 3] = (byte) value;
    }

    /** What was written so far, shared; this writer starts a new array at its next byte. */
    public Slice take() {
        Slice taken = Slice.wrap(array, 0, length);
        least = Math.max(64, Math.min(length, 4096));
        array = NOTHING;
        length = 0;
        return taken;
    }

    private void reserve(int count) {
        if (length + count > array.length) {
            int grown = Math.max(least, array.length + (array.length >> 1));
            array = Arrays.copyOf(array, Math.max(length + count, grown));
        }
    }
}
