package dev.sluice.bytes;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * An immutable window on a byte array. Slicing shares the array; whoever wraps an array promises to write it no more.
 *
 * <p>Offsets are relative to the slice and checked: {@link IndexOutOfBoundsException} is our own mistake, never the
 * peer's (a parser that trusts a length from the wire uses {@link ByteReader}).
 */
public final class Slice implements SharedBytes {
    /** Bytes that go into the hash code. */
    private static final int HASHED = 256;

    public static final Slice EMPTY = new Slice(new byte[0], 0, 0);

    private final byte[] array;
    private final int offset;
    private final int length;

    private Slice(byte[] array, int offset, int length) {
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    /** Always: the collector keeps them for whoever refers to them. */
    @Override
    public boolean retain() {
        return true;
    }

    @Override
    public void release() {}

    @Override
    public List<ByteBuffer> views() {
        return List.of(toBuffer());
    }

    @Override
    public Slice toSlice() {
        return this;
    }

    /** Shares {@code array}: the caller gives it up. */
    public static Slice wrap(byte[] array) {
        return wrap(array, 0, array.length);
    }

    /** Shares {@code array}: the caller gives the range up. */
    public static Slice wrap(byte[] array, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, array.length);
        return length == 0 ? EMPTY : new Slice(array, offset, length);
    }

    /** Bytes given as ints for readability, each taken modulo 256. */
    public static Slice of(int... bytes) {
        byte[] array = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            array[i] = (byte) bytes[i];
        }
        return wrap(array);
    }

    public static Slice utf8(String text) {
        return wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Parses hexadecimal digits; spaces are skipped. */
    public static Slice hex(String digits) {
        return wrap(HexFormat.of().parseHex(digits.replace(" ", "")));
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public boolean isEmpty() {
        return length == 0;
    }

    /** The byte at {@code index} as 0…255. */
    public int at(int index) {
        return array[offset + Objects.checkIndex(index, length)] & 0xFF;
    }

    /** 16 bits, big-endian. */
    public int u16(int index) {
        return at(index) << 8 | at(index + 1);
    }

    /** 24 bits, big-endian. */
    public int u24(int index) {
        return u16(index) << 8 | at(index + 2);
    }

    /** 32 bits, big-endian, as 0…2³²−1. */
    public long u32(int index) {
        return (long) u16(index) << 16 | u16(index + 2);
    }

    public Slice from(int start) {
        return slice(start, length);
    }

    public Slice slice(int start, int end) {
        Objects.checkFromToIndex(start, end, length);
        return wrap(array, offset + start, end - start);
    }

    public void copyTo(byte[] target, int at) {
        System.arraycopy(array, offset, target, at, length);
    }

    /** Copies bytes {@code from} until {@code from + count} of this slice. */
    public void copyTo(int from, byte[] target, int at, int count) {
        Objects.checkFromIndexSize(from, count, length);
        System.arraycopy(array, offset + from, target, at, count);
    }

    /** Copies bytes {@code from} until {@code from + count} of this slice, and moves {@code out} on. */
    public void copyTo(int from, ByteBuffer out, int count) {
        Objects.checkFromIndexSize(from, count, length);
        out.put(array, offset + from, count);
    }

    public byte[] toArray() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    /** A read-only view for sockets and files; shares the bytes. */
    public ByteBuffer toBuffer() {
        return ByteBuffer.wrap(array, offset, length).slice().asReadOnlyBuffer();
    }

    /** Malformed sequences become U+FFFD. */
    public String toUtf8() {
        return new String(array, offset, length, StandardCharsets.UTF_8);
    }

    public String toHex() {
        return HexFormat.of().formatHex(array, offset, offset + length);
    }

    /** Whether the bytes at {@code index} are exactly {@code other}. */
    public boolean startsWith(int index, Slice other) {
        return index >= 0
                && index + other.length <= length
                && Arrays.equals(
                        array,
                        offset + index,
                        offset + index + other.length,
                        other.array,
                        other.offset,
                        other.offset + other.length);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Slice other && length == other.length && startsWith(0, other);
    }

    /** Of the length and the first bytes: a slice may hold a megabyte, and a segment differs in its first box. */
    @Override
    public int hashCode() {
        int hash = length;
        for (int i = offset; i < offset + Math.min(length, HASHED); i++) {
            hash = 31 * hash + array[i];
        }
        return hash;
    }

    /** Length and the first bytes only: a slice may hold a megabyte, and a secret must not be printed by accident. */
    @Override
    public String toString() {
        return "Slice[" + length + "]";
    }
}
