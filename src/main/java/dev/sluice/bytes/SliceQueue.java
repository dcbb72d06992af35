package dev.sluice.bytes;

import java.util.ArrayDeque;

/**
 * Bytes that have arrived and wait to be read, as the slices they came in. Nothing is joined or copied until
 * it is read; whoever feeds it bounds it.
 *
 * <p>Reading more than {@link #available()} is our own mistake: the reader asks first.
 */
public final class SliceQueue {
    private final ArrayDeque<Slice> behind = new ArrayDeque<>();
    private Slice head = Slice.EMPTY;
    private int position;
    private long available;

    public void add(Slice bytes) {
        if (bytes.isEmpty()) {
            return;
        }
        if (position == head.length()) {
            head = bytes;
            position = 0;
        } else {
            behind.add(bytes);
        }
        available += bytes.length();
    }

    /** How many bytes wait. */
    public long available() {
        return available;
    }

    public boolean isEmpty() {
        return available == 0;
    }

    /** The byte {@code ahead} bytes behind the next one, left where it is. */
    public int peek(int ahead) {
        int at = position + ahead;
        if (at < head.length()) {
            return head.at(at);
        }
        at -= head.length();
        for (Slice slice : behind) {
            if (at < slice.length()) {
                return slice.at(at);
            }
            at -= slice.length();
        }
        throw new IllegalStateException("peek of byte " + ahead + ", " + available + " wait");
    }

    public int u8() {
        if (available == 0) {
            throw new IllegalStateException("nothing waits");
        }
        int octet = head.at(position);
        advance(1);
        return octet;
    }

    public int u24() {
        return (u8() << 16) | (u8() << 8) | u8();
    }

    public long u32() {
        return ((long) u8() << 24) | u24();
    }

    /** The next bytes that lie in one piece, at most {@code max} of them, shared; empty when nothing waits. */
    public Slice take(long max) {
        int count = (int) Math.min(max, head.length() - position);
        Slice piece = head.slice(position, position + count);
        advance(count);
        return piece;
    }

    /** Copies exactly {@code count} bytes. */
    public void copyTo(byte[] target, int at, int count) {
        if (count > available) {
            throw new IllegalStateException("wanted " + count + " bytes, " + available + " wait");
        }
        int done = 0;
        while (done < count) {
            int piece = Math.min(count - done, head.length() - position);
            head.copyTo(position, target, at + done, piece);
            done += piece;
            advance(piece);
        }
    }

    /** Drops everything. */
    public void clear() {
        behind.clear();
        head = Slice.EMPTY;
        position = 0;
        available = 0;
    }

    private void advance(int count) {
        position += count;
        available -= count;
        if (position == head.length()) {
            Slice next = behind.poll();
            head = next == null ? Slice.EMPTY : next;
            position = 0;
        }
    }
}
