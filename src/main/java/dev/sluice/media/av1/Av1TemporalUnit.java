package dev.sluice.media.av1;

import dev.sluice.bytes.ByteReader;
import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import java.util.ArrayList;
import java.util.List;

/**
 * One temporal unit as a sample holds it: without delimiters and padding, every OBU with its size.
 *
 * @param data shared with what was read, unless something had to be taken out
 * @param sequenceHeader the sequence header OBU with header and size; empty if there is none
 * @param hasFrame whether the unit shows a picture
 * @param randomAccess whether a decoder can start here: a sequence header and, first of all frames, a key
 *     frame that is shown
 */
public record Av1TemporalUnit(Slice data, Slice sequenceHeader, boolean hasFrame, boolean randomAccess) {
    private static final int MAX_UNITS = 1_024;

    /** Reads a temporal unit in the low-overhead format (AV1 specification §5.2). */
    public static Av1TemporalUnit read(Slice bytes) throws MalformedInput {
        ByteReader in = new ByteReader(bytes);
        List<Obu> units = new ArrayList<>();
        boolean asTheyAre = true;
        while (!in.isAtEnd()) {
            Obu unit = Obu.read(in);
            if (units.size() == MAX_UNITS) {
                throw new MalformedInput("more than " + MAX_UNITS + " OBUs");
            }
            asTheyAre &= unit.hasSize() && !unit.isDispensable();
            if (!unit.isDispensable()) {
                units.add(unit);
            }
        }
        Slice sequenceHeader = Slice.EMPTY;
        int firstFrame = -1;
        for (Obu unit : units) {
            if (unit.type() == Obu.SEQUENCE_HEADER) {
                sequenceHeader = written(List.of(unit));
            }
            boolean frame = unit.type() == Obu.FRAME || unit.type() == Obu.FRAME_HEADER;
            if (frame && firstFrame < 0 && !unit.payload().isEmpty()) {
                firstFrame = unit.payload().at(0);
            }
        }
        // uncompressed_header() of §5.9.2: show_existing_frame 0, frame_type KEY_FRAME 00, show_frame 1.
        boolean key = firstFrame >= 0 && firstFrame >> 4 == 1;
        return new Av1TemporalUnit(
                asTheyAre ? bytes : written(units), sequenceHeader, firstFrame >= 0, key && !sequenceHeader.isEmpty());
    }

    private static Slice written(List<Obu> units) {
        ByteWriter out = new ByteWriter(256);
        units.forEach(unit -> unit.writeTo(out));
        return out.take();
    }
}
