package dev.sluice.media.av1;

import dev.sluice.bytes.ByteReader;
import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The configuration of an AV1 track (AV1 in ISO BMFF §2.3) with what its sequence header says.
 *
 * @param record the AV1CodecConfigurationRecord (av1C) with the sequence header
 * @param sequenceHeader the sequence header OBU with header and size
 * @param level seq_level_idx: 4·(major − 2) + minor
 * @param primaries colour primaries of ISO/IEC 23091-2, where 2 is "unspecified", as in the next two
 * @param transfer transfer characteristics
 * @param matrix matrix coefficients
 * @param frameRate pictures per second, where the encoder promises equal intervals
 */
public record Av1Configuration(
        Slice record,
        Slice sequenceHeader,
        int profile,
        int level,
        boolean highTier,
        int bitDepth,
        int primaries,
        int transfer,
        int matrix,
        boolean fullRange,
        int width,
        int height,
        OptionalDouble frameRate) {

    private static final int FIXED_LENGTH = 4;

    /**
     * Parses an av1C; empty if it is well-formed and has no sequence header, which then comes with the first
     * key frame.
     */
    public static Optional<Av1Configuration> parse(Slice configurationRecord) throws MalformedInput {
        if (configurationRecord.length() < FIXED_LENGTH || configurationRecord.at(0) != 0x81) {
            throw new MalformedInput("no AV1 configuration record of version 1");
        }
        Slice header =
                Av1TemporalUnit.read(configurationRecord.from(FIXED_LENGTH)).sequenceHeader();
        return header.isEmpty()
                ? Optional.empty()
                : Optional.of(of(header, configurationRecord.at(3), configurationRecord));
    }

    /** The configuration that a sequence header OBU, with its header, makes alone. */
    public static Av1Configuration ofSequenceHeader(Slice obu) throws MalformedInput {
        Slice header = Av1TemporalUnit.read(obu).sequenceHeader();
        if (header.isEmpty()) {
            throw new MalformedInput("no AV1 sequence header");
        }
        return of(header, 0, Slice.EMPTY);
    }

    private static Av1Configuration of(Slice obu, int delay, Slice received) throws MalformedInput {
        Av1SequenceHeader header =
                Av1SequenceHeader.parse(Obu.read(new ByteReader(obu)).payload());
        Slice record = received.isEmpty() ? record(header, delay, obu) : received;
        return new Av1Configuration(
                record,
                obu,
                header.profile(),
                header.level(),
                header.highTier(),
                header.bitDepth(),
                header.colours() >> 16,
                header.colours() >> 8 & 0xFF,
                header.colours() & 0xFF,
                header.fullRange(),
                header.width(),
                header.height(),
                header.frameRate());
    }

    private static Slice record(Av1SequenceHeader header, int delay, Slice obu) {
        int formats = (header.highTier() ? 0x80 : 0)
                | (header.bitDepth() > 8 ? 0x40 : 0)
                | (header.bitDepth() == 12 ? 0x20 : 0)
                | (header.monochrome() ? 0x10 : 0)
                | (header.subsampledX() ? 8 : 0)
                | (header.subsampledY() ? 4 : 0)
                | header.samplePosition();
        return new ByteWriter(obu.length() + FIXED_LENGTH)
                .u8(0x81)
                .u8(header.profile() << 5 | header.level())
                .u8(formats)
                .u8(delay)
                .bytes(obu)
                .take();
    }

    /** The short form of AV1 in ISO BMFF §5, for example {@code av01.0.08M.08}. */
    public String rfc6381() {
        return String.format(Locale.ROOT, "av01.%d.%02d%s.%02d", profile, level, highTier ? "H" : "M", bitDepth);
    }
}
