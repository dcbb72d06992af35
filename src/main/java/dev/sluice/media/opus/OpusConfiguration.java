package dev.sluice.media.opus;

import dev.sluice.bytes.ByteReader;
import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;

/**
 * The identification header of an Opus stream (RFC 7845 §5.1).
 *
 * @param record the header, little-endian, with its eight bytes of magic
 * @param preSkip samples at 48 kHz that a decoder throws away at the start
 * @param inputSampleRate what the encoder was fed with; Opus itself always runs at 48 kHz
 * @param outputGain in dB, 7.8 fixed point
 * @param channelMapping stream count, coupled count and the map of the channels; empty for family 0
 */
public record OpusConfiguration(
        Slice record,
        int channels,
        int preSkip,
        long inputSampleRate,
        int outputGain,
        int mappingFamily,
        Slice channelMapping) {

    /** Samples per second of every time stamp. */
    public static final int SAMPLE_RATE = 48_000;

    private static final Slice MAGIC = Slice.utf8("OpusHead");

    /** What is assumed of an encoder that sends no header: stereo, and the usual 6.5 ms of look-ahead. */
    public static OpusConfiguration assumed(int channels) {
        Slice record = new ByteWriter(19)
                .bytes(MAGIC)
                .u8(1)
                .u8(channels)
                .u16(0x3801)
                .u32(0x80BB0000L)
                .u16(0)
                .u8(0)
                .take();
        return new OpusConfiguration(record, channels, 312, SAMPLE_RATE, 0, 0, Slice.EMPTY);
    }

    public static OpusConfiguration parse(Slice header) throws MalformedInput {
        if (!header.startsWith(0, MAGIC)) {
            throw new MalformedInput("no OpusHead");
        }
        ByteReader in = new ByteReader(header);
        in.skip(MAGIC.length());
        int version = in.u8();
        int channels = in.u8();
        // RFC 7845 §5.1: minor versions up to 15 are to be read like this one.
        if (version > 15 || channels == 0) {
            throw new MalformedInput("OpusHead of version " + version + " with " + channels + " channels");
        }
        int preSkip = swap16(in.u16());
        long rate = Integer.toUnsignedLong(Integer.reverseBytes((int) in.u32()));
        int gain = (short) swap16(in.u16());
        int family = in.u8();
        if (family == 0 && channels > 2) {
            throw new MalformedInput("Opus mapping family 0 with " + channels + " channels");
        }
        Slice mapping = family == 0 ? Slice.EMPTY : in.slice(2 + channels);
        return new OpusConfiguration(header, channels, preSkip, rate, gain, family, mapping);
    }

    private static int swap16(int value) {
        return (value & 0xFF) << 8 | value >> 8;
    }
}
