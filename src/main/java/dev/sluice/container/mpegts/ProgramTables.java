package dev.sluice.container.mpegts;

import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.Slice;
import java.util.List;

/** The two sections that tell a player what is in the stream (ISO/IEC 13818-1 §2.4.4). */
final class ProgramTables {
    private static final int TRANSPORT_STREAM_ID = 1;
    private static final int PROGRAM_NUMBER = 1;
    private static final int NO_PCR = 0x1FFF;

    private ProgramTables() {}

    /** One elementary stream of the program. */
    record Entry(int pid, int streamType, Slice descriptors) {}

    /** The program association section with its pointer field; it never changes. */
    static Slice association() {
        ByteWriter body = new ByteWriter(16);
        body.u16(PROGRAM_NUMBER).u16(0xE000 | Pid.PROGRAM_MAP);
        return section(0x00, TRANSPORT_STREAM_ID, 0, body.take());
    }

    /**
     * The program map section with its pointer field. {@code version} counts modulo 32; the first entry has
     * the PCR.
     */
    static Slice map(List<Entry> entries, int version) {
        ByteWriter body = new ByteWriter(32);
        body.u16(0xE000 | (entries.isEmpty() ? NO_PCR : entries.get(0).pid()));
        body.u16(0xF000);
        for (Entry entry : entries) {
            Slice descriptors = entry.descriptors();
            body.u8(entry.streamType()).u16(0xE000 | entry.pid());
            body.u16(0xF000 | descriptors.length()).bytes(descriptors);
        }
        return section(0x02, PROGRAM_NUMBER, version, body.take());
    }

    private static Slice section(int tableId, int tableIdExtension, int version, Slice body) {
        int length = 5 + body.length() + 4;
        ByteWriter out = new ByteWriter(64);
        out.u8(0).u8(tableId).u16(0xB000 | length).u16(tableIdExtension);
        out.u8(0xC1 | version << 1).u8(0).u8(0).bytes(body);
        byte[] covered = out.take().toArray();
        return out.bytes(covered).u32(Crc32Mpeg2.of(covered, 1, covered.length)).take();
    }
}
