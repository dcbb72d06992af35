package dev.sluice.container.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.Slice;
import dev.sluice.media.avc.AnnexB;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An independent reader of transport stream segments that fails on everything a strict player could stumble
 * over: sync, continuity, CRC, clock, tables, PES headers, order of NAL units. Keeps its state across
 * segments.
 */
final class TsInspector {
    static final int VIDEO = 0x100;
    static final int AUDIO = 0x101;
    private static final int MAP = 0x1000;
    private static final int AVC = 0x1B;
    private static final int ADTS = 0x0F;
    private static final int PRIVATE = 0xBD;
    private static final Slice DELIMITER = Slice.hex("0000000109f0000001");
    private static final Slice LONG_DELIMITER = Slice.hex("0000000109f000000001");
    private static final long NONE = Long.MIN_VALUE;

    /** One PES packet, reassembled. */
    record Pes(int pid, int segment, int startPacket, long pts, long dts, boolean randomAccess, Slice payload) {
        List<Integer> nalTypes() {
            return AnnexB.split(payload).stream().map(unit -> unit.at(0) & 0x1F).toList();
        }
    }

    private record Open(ByteWriter bytes, int startPacket, boolean randomAccess, long clock) {}

    /** One clock reference; {@code packet} counts packets over all segments. */
    record Clock(int packet, long ticks, boolean discontinuity) {}

    final List<Pes> pes = new ArrayList<>();
    final List<Clock> clocks = new ArrayList<>();
    final Map<Integer, Integer> streams = new TreeMap<>();
    int mapVersion = -1;
    int packets;
    int segments;
    int tables;

    private final Map<Integer, Integer> continuity = new HashMap<>();
    private final Map<Integer, Open> open = new HashMap<>();
    private long tablesClock = NONE;

    void add(Slice segment) {
        assertThat(segment.length() % 188).as("whole packets").isZero();
        assertThat(segment.length()).isGreaterThanOrEqualTo(3 * 188);
        int clocksBefore = clocks.size();
        for (int at = 0; at < segment.length(); at += 188) {
            Slice packet = segment.slice(at, at + 188);
            int pid = packet.u16(1) & 0x1FFF;
            if (at == 0) {
                assertThat(pid).as("PAT first").isZero();
            } else if (at == 188) {
                assertThat(pid).as("PMT second").isEqualTo(MAP);
            }
            packet(pid, packet);
            packets++;
        }
        for (int pid : List.copyOf(open.keySet())) {
            close(pid);
        }
        assertThat(clocks.size()).as("a clock in every segment").isGreaterThan(clocksBefore);
        segments++;
    }

    /** For what is asked of every packet, where a fluent assertion would cost more than the muxer. */
    private void check(boolean holds, String rule, int pid) {
        if (!holds) {
            throw new AssertionError("%s: packet %d, PID %x".formatted(rule, packets, pid));
        }
    }

    private void packet(int pid, Slice packet) {
        check(packet.at(0) == 0x47, "sync byte", pid);
        check((packet.at(1) & 0xA0) == 0 && (packet.at(3) & 0xC0) == 0, "no error, priority, scrambling", pid);
        int control = packet.at(3) >> 4 & 3;
        check(control != 0, "payload or adaptation field", pid);
        boolean hasPayload = (control & 1) == 1;
        int counter = packet.at(3) & 0xF;
        int before = continuity.getOrDefault(pid, hasPayload ? counter + 15 & 15 : counter);
        check(counter == (hasPayload ? before + 1 & 15 : before), "continuity", pid);
        continuity.put(pid, counter);
        int payloadAt = 4;
        boolean randomAccess = false;
        if ((control & 2) != 0) {
            int length = packet.at(4);
            check(length <= (hasPayload ? 182 : 183), "length of the adaptation field", pid);
            payloadAt = 5 + length;
            if (length > 0) {
                randomAccess = (packet.at(5) & 0x40) != 0;
                field(pid, packet, 5 + length);
            }
        }
        if (hasPayload) {
            payload(pid, (packet.at(1) & 0x40) != 0, randomAccess, packet.from(payloadAt));
        }
    }

    private void field(int pid, Slice packet, int end) {
        int at = 6;
        if ((packet.at(5) & 0x10) != 0) {
            long base = packet.u32(6) << 1 | packet.at(10) >> 7;
            clock(pid, base, (packet.at(5) & 0x80) != 0);
            at = 12;
        }
        assertFilled(pid, packet, at, end);
    }

    private void assertFilled(int pid, Slice bytes, int from, int to) {
        boolean filled = true;
        for (int i = from; i < to; i++) {
            filled &= bytes.at(i) == 0xFF;
        }
        check(filled, "stuffing of FF", pid);
    }

    private void clock(int pid, long ticks, boolean discontinuity) {
        check(pid == (streams.containsKey(VIDEO) ? VIDEO : AUDIO), "PID of the clock", pid);
        if (!clocks.isEmpty() && !discontinuity) {
            long step = ticks - clocks.get(clocks.size() - 1).ticks() & (1L << 33) - 1;
            check(step >= 1 && step <= 9_000, "step of the clock", pid);
        }
        clocks.add(new Clock(packets, ticks, discontinuity));
        if (tablesClock == NONE || discontinuity) {
            tablesClock = ticks;
        }
        check((ticks - tablesClock & (1L << 33) - 1) <= 45_000, "age of the tables", pid);
    }

    private void payload(int pid, boolean start, boolean randomAccess, Slice bytes) {
        if (pid == 0 || pid == MAP) {
            assertThat(start).isTrue();
            section(pid, bytes);
            return;
        }
        check(streams.containsKey(pid), "PID is in the map", pid);
        if (start) {
            close(pid);
            check(!clocks.isEmpty(), "a clock before the first PES", pid);
            long clock = clocks.get(clocks.size() - 1).ticks();
            open.put(pid, new Open(new ByteWriter(), packets, randomAccess, clock));
        }
        check(open.containsKey(pid), "PID begins with a PES start", pid);
        open.get(pid).bytes().bytes(bytes);
    }

    private void section(int pid, Slice bytes) {
        tables++;
        assertThat(bytes.at(0)).as("pointer field").isZero();
        int length = bytes.u16(2) & 0xFFF;
        int end = 4 + length;
        assertThat(crc(bytes.slice(1, end))).as("CRC").isZero();
        assertFilled(pid, bytes, end, bytes.length());
        if (pid == 0) {
            assertThat(bytes.at(1)).isZero();
            assertThat(bytes.u16(11) & 0x1FFF).isEqualTo(MAP);
            return;
        }
        assertThat(bytes.at(1)).isEqualTo(2);
        mapVersion = bytes.at(6) >> 1 & 0x1F;
        tablesClock = clocks.isEmpty() ? NONE : clocks.get(clocks.size() - 1).ticks();
        streams.clear();
        for (int at = 13; at < end - 4; at += 5 + (bytes.u16(at + 3) & 0xFFF)) {
            streams.put(bytes.u16(at + 1) & 0x1FFF, bytes.at(at));
        }
        assertThat(bytes.u16(9) & 0x1FFF).as("PCR_PID").isEqualTo(streams.containsKey(VIDEO) ? VIDEO : AUDIO);
    }

    /** Bit by bit, as the annex of the standard draws it. */
    static int crc(Slice bytes) {
        int crc = -1;
        for (int i = 0; i < bytes.length(); i++) {
            for (int bit = 7; bit >= 0; bit--) {
                boolean carry = crc < 0 ^ (bytes.at(i) >> bit & 1) == 1;
                crc = carry ? crc << 1 ^ 0x04C11DB7 : crc << 1;
            }
        }
        return crc;
    }

    private void close(int pid) {
        Open written = open.remove(pid);
        if (written == null) {
            return;
        }
        Slice bytes = written.bytes().take();
        check(bytes.u24(0) == 1, "PES start code", pid);
        int streamId = bytes.at(3);
        check(pid == VIDEO ? streamId == 0xE0 : streamId == 0xC0 || streamId == PRIVATE, "stream id", pid);
        int length = bytes.u16(4);
        check(length == (pid == VIDEO ? 0 : bytes.length() - 6), "PES length, none for video", pid);
        check(bytes.at(6) == 0x84, "alignment", pid);
        boolean hasDts = bytes.at(7) == 0xC0;
        check(hasDts || bytes.at(7) == 0x80, "time stamps", pid);
        check(bytes.at(8) == (hasDts ? 10 : 5), "length of the PES header", pid);
        long pts = stamp(pid, bytes, 9, hasDts ? 3 : 2);
        long dts = hasDts ? stamp(pid, bytes, 14, 1) : pts;
        check(hasDts == (pts != dts), "DTS only where it differs", pid);
        Pes packet = new Pes(
                pid, segments, written.startPacket(), pts, dts, written.randomAccess(), bytes.from(9 + bytes.at(8)));
        long ahead = dts - written.clock() & (1L << 33) - 1;
        check(ahead < 1L << 32, "clock behind DTS", pid);
        int type = streams.getOrDefault(pid, 0);
        if (type == AVC) {
            video(packet);
        } else if (type == ADTS) {
            audio(packet);
        }
        pes.add(packet);
    }

    private long stamp(int pid, Slice bytes, int at, int prefix) {
        check(bytes.at(at) >> 4 == prefix, "prefix of a time stamp", pid);
        check((bytes.at(at) & bytes.at(at + 2) & bytes.at(at + 4) & 1) == 1, "marker bits", pid);
        return (long) (bytes.at(at) >> 1 & 7) << 30 | (long) (bytes.u16(at + 1) >> 1) << 15 | bytes.u16(at + 3) >> 1;
    }

    private void video(Pes packet) {
        Slice bytes = packet.payload();
        check(bytes.startsWith(0, DELIMITER) || bytes.startsWith(0, LONG_DELIMITER), "delimiter first", VIDEO);
        List<Integer> types = packet.nalTypes();
        check(types.indexOf(9) == types.lastIndexOf(9), "one delimiter", VIDEO);
        check(!types.contains(10) && !types.contains(11) && !types.contains(12), "no end, no filler", VIDEO);
        check(packet.randomAccess() == types.contains(5), "random access indicator", VIDEO);
        if (types.contains(5)) {
            check(types.get(1) == 7, "SPS second", VIDEO);
            int picture = types.indexOf(8);
            check(picture > 0 && picture < types.indexOf(5), "PPS before the picture", VIDEO);
            check(!types.contains(6) || types.indexOf(6) > picture, "no SEI before PPS", VIDEO);
        }
    }

    /** Whole ADTS frames and nothing else. */
    private void audio(Pes packet) {
        Slice bytes = packet.payload();
        int at = 0;
        while (at < bytes.length()) {
            check(bytes.u16(at) == 0xFFF1, "ADTS sync", AUDIO);
            at += (bytes.at(at + 3) & 3) << 11 | bytes.at(at + 4) << 3 | bytes.at(at + 5) >> 5;
        }
        check(at == bytes.length(), "ADTS frames fill the packet", AUDIO);
    }
}
