package dev.sluice.amf;

/**
 * What one message may cost to decode.
 *
 * @param maxDepth how many objects and arrays may lie in each other
 * @param maxValues values of any type, those inside others included
 * @param maxDecodedBytes text and byte arrays together, repeated references included
 */
public record AmfLimits(int maxDepth, int maxValues, int maxDecodedBytes) {
    public static final AmfLimits DEFAULT = new AmfLimits(32, 1000, 1 << 20);

    public AmfLimits {
        if (maxDepth < 1 || maxValues < 1 || maxDecodedBytes < 1) {
            throw new IllegalArgumentException("limits of AMF must be positive");
        }
    }
}
