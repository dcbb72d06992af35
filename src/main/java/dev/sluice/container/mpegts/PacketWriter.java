package dev.sluice.container.mpegts;

import dev.sluice.bytes.Slice;
import dev.sluice.media.avc.AnnexBPicture;
import java.util.Arrays;

/**
 * Cuts payloads into packets of 188 bytes (ISO/IEC 13818-1 §2.4.3) straight into one growing array.
 *
 * <p>The length of a payload is told before its bytes, so that the stuffing of its last packet is known when
 * that packet begins; nothing is written twice. Continuity counters run on for the life of the object.
 */
final class PacketWriter implements AnnexBPicture.Output {
    static final int PACKET_LENGTH = 188;
    static final long NO_CLOCK = Long.MIN_VALUE;

    private static final int HEADER_LENGTH = 4;
    private static final int PAYLOAD_LENGTH = PACKET_LENGTH - HEADER_LENGTH;
    private static final int CLOCK_LENGTH = 6;
    private static final int FLAG_DISCONTINUITY = 0x80;
    private static final int FLAG_RANDOM_ACCESS = 0x40;
    private static final int FLAG_CLOCK = 0x10;
    private static final int INITIAL_CAPACITY = 64 * 1024;

    private final byte[] continuity = new byte[0x2000];
    private final byte[] continuityTaken = new byte[0x2000];
    private byte[] array = new byte[INITIAL_CAPACITY];
    private int size;
    private int pid;
    private int payloadLeft;
    private int packetLeft;

    PacketWriter() {
        Arrays.fill(continuity, (byte) 0xF);
        Arrays.fill(continuityTaken, (byte) 0xF);
    }

    int size() {
        return size;
    }

    /**
     * What was written, given away; the next byte goes to a new array, a little larger than this one needed.
     * An array that is much too large is not handed out: a window keeps many segments in memory.
     */
    Slice take() {
        Slice taken = Slice.wrap(array.length - size > size >> 2 ? Arrays.copyOf(array, size) : array, 0, size);
        array = new byte[Math.max(INITIAL_CAPACITY, size + (size >> 3))];
        size = 0;
        System.arraycopy(continuity, 0, continuityTaken, 0, continuity.length);
        return taken;
    }

    /** Forgets what was written since the last {@link #take}; nobody will miss its continuity counters. */
    void drop() {
        size = 0;
        System.arraycopy(continuityTaken, 0, continuity, 0, continuity.length);
    }

    /** One packet with a section, filled up with FF. */
    void section(int sectionPid, Slice pointerAndSection) {
        reserve(PACKET_LENGTH);
        int at = size;
        header(sectionPid, true, 1);
        pointerAndSection.copyTo(array, size);
        size += pointerAndSection.length();
        Arrays.fill(array, size, at + PACKET_LENGTH, (byte) 0xFF);
        size = at + PACKET_LENGTH;
    }

    /** One packet with nothing but a clock reference; its counter stands still (§2.4.3.3). */
    void clockOnly(int clockPid, long clock, boolean discontinuity) {
        reserve(PACKET_LENGTH);
        header(clockPid, false, 2);
        adaptation(PAYLOAD_LENGTH, false, clock, discontinuity);
    }

    /** Begins a PES packet of exactly {@code length} bytes, header included. */
    void begin(int payloadPid, int length, boolean randomAccess, long clock, boolean discontinuity) {
        if (payloadLeft != 0) {
            throw new IllegalStateException(payloadLeft + " bytes of the last payload are missing");
        }
        pid = payloadPid;
        payloadLeft = length;
        beginPacket(true, randomAccess, clock, discontinuity);
    }

    @Override
    public void put(Slice bytes, int from, int count) {
        int at = from;
        int left = count;
        while (left > 0) {
            int part = Math.min(left, room());
            bytes.copyTo(at, array, size, part);
            advance(part);
            at += part;
            left -= part;
        }
    }

    void put(byte[] bytes, int count) {
        int at = 0;
        while (at < count) {
            int part = Math.min(count - at, room());
            System.arraycopy(bytes, at, array, size, part);
            advance(part);
            at += part;
        }
    }

    private int room() {
        if (payloadLeft == 0) {
            throw new IllegalStateException("more payload than was told");
        }
        if (packetLeft == 0) {
            beginPacket(false, false, NO_CLOCK, false);
        }
        return packetLeft;
    }

    private void advance(int count) {
        size += count;
        packetLeft -= count;
        payloadLeft -= count;
    }

    private void beginPacket(boolean first, boolean randomAccess, long clock, boolean discontinuity) {
        reserve(PACKET_LENGTH);
        boolean wantsField = randomAccess || discontinuity || clock != NO_CLOCK;
        int field = wantsField ? 2 + (clock != NO_CLOCK ? CLOCK_LENGTH : 0) : 0;
        int stuffing = Math.max(0, PAYLOAD_LENGTH - field - payloadLeft);
        boolean hasField = field + stuffing > 0;
        header(pid, first, hasField ? 3 : 1);
        if (hasField) {
            adaptation(field + stuffing, randomAccess, clock, discontinuity);
        }
        packetLeft = PAYLOAD_LENGTH - field - stuffing;
    }

    /** {@code control} is adaptation_field_control: 1 payload only, 2 field only, 3 both. */
    private void header(int packetPid, boolean start, int control) {
        if (control != 2) {
            continuity[packetPid] = (byte) (continuity[packetPid] + 1 & 0xF);
        }
        array[size++] = 0x47;
        array[size++] = (byte) ((start ? 0x40 : 0) | packetPid >> 8);
        array[size++] = (byte) packetPid;
        array[size++] = (byte) (control << 4 | continuity[packetPid]);
    }

    /** The adaptation field in {@code length} bytes all told; one byte is a field of length 0 (§2.4.3.4). */
    private void adaptation(int length, boolean randomAccess, long clock, boolean discontinuity) {
        int end = size + length;
        array[size++] = (byte) (length - 1);
        if (length > 1) {
            boolean hasClock = clock != NO_CLOCK;
            array[size++] = (byte) ((discontinuity ? FLAG_DISCONTINUITY : 0)
                    | (randomAccess ? FLAG_RANDOM_ACCESS : 0)
                    | (hasClock ? FLAG_CLOCK : 0));
            if (hasClock) {
                clock(clock);
            }
            Arrays.fill(array, size, end, (byte) 0xFF);
        }
        size = end;
    }

    /** 33 bits of 90 kHz, six reserved bits, nine bits of 27 MHz that are zero here. */
    private void clock(long ticks) {
        array[size++] = (byte) (ticks >> 25);
        array[size++] = (byte) (ticks >> 17);
        array[size++] = (byte) (ticks >> 9);
        array[size++] = (byte) (ticks >> 1);
        array[size++] = (byte) ((ticks & 1) << 7 | 0x7E);
        array[size++] = 0;
    }

    private void reserve(int count) {
        if (size + count > array.length) {
            array = Arrays.copyOf(array, Math.max(size + count, array.length + (array.length >> 1)));
        }
    }
}
