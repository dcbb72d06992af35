package dev.sluice.bytes;

/** A cursor over a slice, big-endian. Every read past the end is {@link MalformedInput}. */
public final class ByteReader {
    private final Slice source;
    private int position;

    public ByteReader(Slice source) {
        this.source = source;
    }

    public int position() {
        return position;
    }

    public int remaining() {
        return source.length() - position;
    }

    public boolean isAtEnd() {
        return remaining() == 0;
    }

    /** The next byte without taking it. */
    public int peek() throws MalformedInput {
        require(1);
        return source.at(position);
    }

    public int u8() throws MalformedInput {
        return source.at(advance(1));
    }

    public int u16() throws MalformedInput {
        return source.u16(advance(2));
    }

    public int u24() throws MalformedInput {
        return source.u24(advance(3));
    }

    /** 24 bits with sign. */
    public int s24() throws MalformedInput {
        return u24() << 8 >> 8;
    }

    public long u32() throws MalformedInput {
        return source.u32(advance(4));
    }

    public int s16() throws MalformedInput {
        return (short) u16();
    }

    public long s64() throws MalformedInput {
        int at = advance(8);
        return source.u32(at) << 32 | source.u32(at + 4);
    }

    public double f64() throws MalformedInput {
        return Double.longBitsToDouble(s64());
    }

    /** The next {@code count} bytes, shared. */
    public Slice slice(int count) throws MalformedInput {
        int at = advance(count);
        return source.slice(at, at + count);
    }

    /** All that is left, shared. */
    public Slice rest() {
        Slice rest = source.from(position);
        position = source.length();
        return rest;
    }

    public void skip(int count) throws MalformedInput {
        advance(count);
    }

    private int advance(int count) throws MalformedInput {
        require(count);
        int at = position;
        position += count;
        return at;
    }

    private void require(int count) throws MalformedInput {
        if (count < 0 || count > remaining()) {
            throw new MalformedInput(
                    "wanted " + count + " bytes at " + position + " of " + source.length() + ", which ends first");
        }
    }
}
