package dev.sluice.conformance;

import com.google.errorprone.annotations.FormatMethod;
import dev.sluice.bytes.Slice;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Reads transport stream segments in their order, keeps counters and clock over their borders, and asks HLS-40 to
 * HLS-44. Goes on behind a fault, and takes whatever PIDs the tables name: both unlike {@code
 * TsInspector}, which is for the muxer's own tests.
 */
final class TsInspection {
    private static final int PACKET = 188;
    private static final long WRAP = 1L << 33;
    private static final long NONE = Long.MIN_VALUE;
    private static final long TENTH = 9_000;

    /** One PES packet; times in 90 kHz ticks, unwrapped over the whole inspection. */
    record Pes(int pid, int streamType, long pts, long dts, boolean randomAccess, Slice payload) {}

    private record Open(ByteArrayOutputStream bytes, boolean randomAccess, long clock) {}

    private final Report report;
    private final Map<Integer, Integer> counters = new HashMap<>();
    private final Map<Integer, Open> open = new TreeMap<>();
    private final Map<Integer, Integer> streams = new TreeMap<>();
    private List<Pes> found = new ArrayList<>();
    private String name = "";
    private int mapPid = -1;
    private int clockPid = -1;
    private long clock = NONE;
    private long reference = NONE;
    private int packet;

    TsInspection(Report report) {
        this.report = report;
    }

    /** Stream types by PID, of the newest table. */
    Map<Integer, Integer> streams() {
        return Map.copyOf(streams);
    }

    /**
     * The PES packets of the next segment. {@code fresh}: behind a discontinuity, counters and clock may
     * start anew.
     */
    List<Pes> add(String segment, Slice bytes, boolean fresh) {
        name = segment;
        found = new ArrayList<>();
        if (fresh) {
            counters.clear();
            clock = NONE;
        }
        int rest = bytes.length() % PACKET;
        report.require(
                Rule.HLS_40, rest == 0 && !bytes.isEmpty(), () -> at("%d bytes, not whole packets", bytes.length()));
        mapPid = -1;
        for (packet = 0; packet < bytes.length() / PACKET; packet++) {
            Slice slice = bytes.slice(packet * PACKET, (packet + 1) * PACKET);
            int pid = slice.u16(1) & 0x1FFF;
            if (packet == 0) {
                report.require(Rule.HLS_41, pid == 0, () -> at("first packet is of PID %x", pid));
            } else if (packet == 1) {
                report.require(Rule.HLS_41, pid == mapPid, () -> at("second packet is of PID %x", pid));
            }
            packet(pid, slice);
        }
        List.copyOf(open.keySet()).forEach(this::close);
        return found;
    }

    @FormatMethod
    private String at(String format, Object... arguments) {
        return name + " packet " + packet + ": " + format.formatted(arguments);
    }

    /** Asked for every packet: counts once per segment, and every fault. */
    private boolean sound(Rule rule, boolean holds, Supplier<String> text) {
        return (packet != 0 && holds) || report.require(rule, holds, text);
    }

    private void packet(int pid, Slice bytes) {
        if (!sound(Rule.HLS_40, bytes.at(0) == 0x47, () -> at("no sync byte"))) {
            return;
        }
        int control = bytes.at(3) >> 4 & 3;
        boolean hasPayload = (control & 1) == 1;
        int counter = bytes.at(3) & 0xF;
        Integer before = counters.put(pid, counter);
        sound(
                Rule.HLS_43,
                before == null || counter == (hasPayload ? before + 1 & 15 : before),
                () -> at("PID %x counts %d behind %d", pid, counter, before));
        int payloadAt = 4;
        boolean randomAccess = false;
        if ((control & 2) != 0) {
            int length = Math.min(bytes.at(4), 183);
            payloadAt = 5 + length;
            if (length > 0) {
                randomAccess = (bytes.at(5) & 0x40) != 0;
                if ((bytes.at(5) & 0x10) != 0 && pid == clockPid) {
                    clock(bytes.u32(6) << 1 | bytes.at(10) >> 7, (bytes.at(5) & 0x80) != 0);
                }
            }
        }
        if (hasPayload && payloadAt < PACKET) {
            payload(pid, (bytes.at(1) & 0x40) != 0, randomAccess, bytes.from(payloadAt));
        }
    }

    private void clock(long base, boolean discontinuity) {
        long ticks = unwrap(base);
        if (clock != NONE && !discontinuity) {
            long step = ticks - clock;
            report.require(Rule.HLS_44, step > 0 && step <= TENTH, () -> at("clock steps by %.1f ms", step / 90.0));
        }
        clock = ticks;
    }

    private long unwrap(long ticks) {
        if (reference == NONE) {
            reference = ticks;
        }
        long distance = (ticks - reference) % WRAP;
        if (distance > WRAP / 2) {
            distance -= WRAP;
        } else if (distance < -WRAP / 2) {
            distance += WRAP;
        }
        long unwrapped = reference + distance;
        reference = Math.max(reference, unwrapped);
        return unwrapped;
    }

    private void payload(int pid, boolean start, boolean randomAccess, Slice bytes) {
        if (pid == 0 || pid == mapPid) {
            if (start) {
                section(pid, bytes);
            }
            return;
        }
        if (!streams.containsKey(pid)) {
            return;
        }
        if (start) {
            close(pid);
            open.put(pid, new Open(new ByteArrayOutputStream(), randomAccess, clock));
        }
        Open current = open.get(pid);
        if (sound(Rule.HLS_43, current != null, () -> at("PID %x goes on with what never began", pid))) {
            current.bytes().writeBytes(bytes.toArray());
        }
    }

    private void section(int pid, Slice bytes) {
        int first = 1 + bytes.at(0);
        int end = first + 3 + (bytes.u16(first + 1) & 0xFFF);
        if (!report.require(
                Rule.HLS_42,
                end <= bytes.length() && crc(bytes.slice(first, end)) == 0,
                () -> at("CRC of the table on PID %x", pid))) {
            return;
        }
        if (pid == 0) {
            mapPid = bytes.u16(first + 10) & 0x1FFF;
            return;
        }
        clockPid = bytes.u16(first + 8) & 0x1FFF;
        streams.clear();
        int position = first + 12 + (bytes.u16(first + 10) & 0xFFF);
        while (position + 5 <= end - 4) {
            streams.put(bytes.u16(position + 1) & 0x1FFF, bytes.at(position));
            position += 5 + (bytes.u16(position + 3) & 0xFFF);
        }
    }

    /** CRC-32/MPEG-2, bit by bit. */
    static int crc(Slice bytes) {
        int crc = -1;
        for (int i = 0; i < bytes.length(); i++) {
            crc ^= bytes.at(i) << 24;
            for (int bit = 0; bit < 8; bit++) {
                crc = crc < 0 ? crc << 1 ^ 0x04C11DB7 : crc << 1;
            }
        }
        return crc;
    }

    private void close(int pid) {
        Open written = open.remove(pid);
        if (written == null) {
            return;
        }
        Slice bytes = Slice.wrap(written.bytes().toByteArray());
        boolean header = bytes.length() >= 14 && bytes.u24(0) == 1 && (bytes.at(7) & 0x80) != 0;
        if (!report.require(Rule.HLS_47, header, () -> at("PID %x: a PES packet without time", pid))) {
            return;
        }
        long pts = unwrap(stamp(bytes, 9));
        long dts = (bytes.at(7) & 0x40) != 0 ? unwrap(stamp(bytes, 14)) : pts;
        if (written.clock() != NONE) {
            report.require(
                    Rule.HLS_44,
                    written.clock() <= dts,
                    () -> at("PID %x: clock %.1f ms behind DTS", pid, (written.clock() - dts) / 90.0));
        }
        int dataAt = Math.min(bytes.length(), 9 + bytes.at(8));
        found.add(new Pes(pid, streams.getOrDefault(pid, 0), pts, dts, written.randomAccess(), bytes.from(dataAt)));
    }

    private static long stamp(Slice bytes, int at) {
        return (long) (bytes.at(at) >> 1 & 7) << 30 | (long) (bytes.u16(at + 1) >> 1) << 15 | bytes.u16(at + 3) >> 1;
    }
}
