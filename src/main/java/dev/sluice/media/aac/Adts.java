package dev.sluice.media.aac;

import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import java.util.Optional;

/**
 * The header that MPEG-TS needs in front of every AAC frame (ISO/IEC 14496-3 §1.A.3.2), written without CRC.
 *
 * @param objectType audio object type of the core, 1…4
 * @param sampleRate samples per second of the core
 * @param channelConfiguration 0…7
 * @param headerLength 7 bytes, or 9 with CRC
 * @param frameLength bytes of header and frame together
 * @param rawDataBlocks AAC frames behind this one header, nearly always 1
 */
public record Adts(
        int objectType,
        int sampleRate,
        int channelConfiguration,
        int headerLength,
        int frameLength,
        int rawDataBlocks) {
    /** Bytes of a header without CRC. */
    public static final int HEADER_LENGTH = 7;

    /** The length field has 13 bits. */
    public static final int MAX_FRAME_LENGTH = 8_191;

    /** Whether the bytes begin with the twelve-bit sync word and layer 0, as an ADTS header does. */
    public static boolean startsWithSync(Slice bytes) {
        return bytes.length() >= HEADER_LENGTH && bytes.at(0) == 0xFF && (bytes.at(1) & 0xF6) == 0xF0;
    }

    /**
     * Reads the header at {@code at}; empty if there is none or the frame it announces is not wholly there.
     */
    public static Optional<Adts> read(Slice bytes, int at) {
        Slice rest = bytes.from(at);
        if (!startsWithSync(rest)) {
            return Optional.empty();
        }
        int headerLength = (rest.at(1) & 1) == 1 ? HEADER_LENGTH : HEADER_LENGTH + 2;
        int frameLength = (rest.at(3) & 3) << 11 | rest.at(4) << 3 | rest.at(5) >> 5;
        int sampleRate = SampleRates.ofIndex(rest.at(2) >> 2 & 0xF);
        if (frameLength < headerLength || frameLength > rest.length() || sampleRate == 0) {
            return Optional.empty();
        }
        return Optional.of(new Adts(
                (rest.at(2) >> 6) + 1,
                sampleRate,
                (rest.at(2) & 1) << 2 | rest.at(3) >> 6,
                headerLength,
                frameLength,
                (rest.at(6) & 3) + 1));
    }

    /** Whether the header can say what the configuration says; if not, the track needs another container. */
    public static boolean canDescribe(AacConfiguration configuration) {
        return configuration.coreObjectType() <= 4
                && SampleRates.indexOf(configuration.sampleRate()) >= 0
                && configuration.channelConfiguration() >= 1
                && configuration.channelConfiguration() <= 7
                && configuration.samplesPerFrame() == 1024;
    }

    /**
     * Writes the seven bytes in front of a frame of {@code payloadLength} bytes, which with them must not be
     * longer than {@link #MAX_FRAME_LENGTH}. SBR and PS are written as the core they extend: decoders find
     * them by themselves.
     */
    public static void writeHeader(AacConfiguration configuration, int payloadLength, byte[] target, int at) {
        int length = payloadLength + HEADER_LENGTH;
        if (!canDescribe(configuration) || length > MAX_FRAME_LENGTH) {
            throw new IllegalArgumentException("no ADTS header for " + payloadLength + " bytes of " + configuration);
        }
        int channels = configuration.channelConfiguration();
        target[at] = (byte) 0xFF;
        target[at + 1] = (byte) 0xF1;
        target[at + 2] = (byte) ((configuration.coreObjectType() - 1) << 6
                | SampleRates.indexOf(configuration.sampleRate()) << 2
                | channels >> 2);
        target[at + 3] = (byte) ((channels & 3) << 6 | length >> 11);
        target[at + 4] = (byte) (length >> 3);
        target[at + 5] = (byte) ((length & 7) << 5 | 0x1F);
        target[at + 6] = (byte) 0xFC;
    }

    /** The configuration that a stream of such frames has. */
    public AacConfiguration configuration() throws MalformedInput {
        int rateIndex = SampleRates.indexOf(sampleRate);
        return AacConfiguration.parse(
                Slice.of(objectType << 3 | rateIndex >> 1, rateIndex << 7 | channelConfiguration << 3));
    }
}
