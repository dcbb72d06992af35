package dev.sluice.bytes;

import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * Bytes that have arrived and wait to be read, as the slices they came in. Nothing is copied until it is read, except
 * what comes in crumbs: a sender of single bytes must not buy an object for each. Whoever feeds it bounds it.
 *
 * <p>Reading more than {@link #available()} is our own mistake: the reader asks first.
 */
public final class SliceQueue {
    /** Of a slice that costs more to keep than to copy, in bytes. */
    private static final int CRUMB = 64;

    private static final int MOST_CRUMBS = 16;
    /** What crumbs are gathered up to, in bytes. */
    private static final int PIECE = 1_024;

    private final ArrayDeque<Slice> behind = new ArrayDeque<>();
    private Slice head = Slice.EMPTY;
    private int position;
    private long available;
    /** How many slices at the end of the queue are crumbs. */
    private int crumbs;

    public void add(Slice bytes) {
        if (bytes.isEmpty()) {
            return;
        }
        if (position == head.length()) {
            head = bytes;
            position = 0;
        } else {
            behind.add(bytes);
            crumbs = bytes.length() < CRUMB ? crumbs + 1 : 0;
            if (crumbs == MOST_CRUMBS) {
                behind.add(crumbsInOnePiece());
            }
        }
        available += bytes.length();
    }

    /** Takes the crumbs from the end, and what lies before them as long as the piece stays small. */
    private Slice crumbsInOnePiece() {
        byte[] piece = new byte[PIECE + CRUMB * MOST_CRUMBS];
        int begin = piece.length;
        // Some may have been read since they were counted.
        int left = Math.min(crumbs, behind.size());
        Slice last = behind.peekLast();
        while (last != null && (left > 0 || last.length() < PIECE) && last.length() <= begin) {
            begin -= last.length();
            last.copyTo(0, piece, begin, last.length());
            behind.removeLast();
            last = behind.peekLast();
            left--;
        }
        crumbs = 0;
        return Slice.wrap(Arrays.copyOfRange(piece, begin, piece.length));
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
        crumbs = 0;
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
