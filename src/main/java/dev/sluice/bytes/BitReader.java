package dev.sluice.bytes;

/** A cursor over bits, most significant first. Every read past the end is {@link MalformedInput}. */
public final class BitReader {
    private final Slice source;
    private long position;

    public BitReader(Slice source) {
        this.source = source;
    }

    public long remainingBits() {
        return source.length() * 8L - position;
    }

    public boolean flag() throws MalformedInput {
        return bits(1) == 1;
    }

    /** Up to 32 bits as an unsigned number. */
    public long bits(int count) throws MalformedInput {
        if (count < 0 || count > 32) {
            throw new IllegalArgumentException("bits " + count);
        }
        if (count > remainingBits()) {
            throw new MalformedInput("wanted " + count + " bits, " + remainingBits() + " are left");
        }
        long value = 0;
        for (int i = 0; i < count; i++) {
            int octet = source.at((int) (position >>> 3));
            value = value << 1 | (octet >>> (7 - (int) (position & 7)) & 1);
            position++;
        }
        return value;
    }

    /** At most 31 bits, as an int. */
    public int u(int count) throws MalformedInput {
        if (count > 31) {
            throw new IllegalArgumentException("u(" + count + ")");
        }
        return (int) bits(count);
    }

    public void skip(int count) throws MalformedInput {
        if (count < 0 || count > remainingBits()) {
            throw new MalformedInput("wanted to skip " + count + " bits, " + remainingBits() + " are left");
        }
        position += count;
    }

    /** ue(v) of ITU-T H.264 §9.1: unsigned Exp-Golomb, at most 2³²−2. */
    public long ue() throws MalformedInput {
        int zeros = 0;
        while (!flag()) {
            if (++zeros > 31) {
                throw new MalformedInput("Exp-Golomb code with more than 31 leading zeros");
            }
        }
        return (1L << zeros) - 1 + bits(zeros);
    }

    /** ue(v) that must fit {@code 0…max}. */
    public int ue(int max) throws MalformedInput {
        long value = ue();
        if (value > max) {
            throw new MalformedInput("Exp-Golomb value " + value + " over " + max);
        }
        return (int) value;
    }

    /** se(v) of ITU-T H.264 §9.1.1: signed Exp-Golomb. */
    public long se() throws MalformedInput {
        long code = ue();
        return (code & 1) == 1 ? (code + 1) / 2 : -(code / 2);
    }
}
