package dev.sluice.amf;

import dev.sluice.bytes.MalformedInput;

/** What is left of {@link AmfLimits} while one message is read; shared by its AMF0 and AMF3 parts. */
final class AmfBudget {
    /**
     * References make small messages huge for whoever walks the values ("billion laughs"), so what they repeat is
     * bounded as well, at this many times the values that the bytes themselves may hold.
     */
    private static final int REPETITION = 16;

    private final AmfLimits limits;
    private final boolean truncating;
    private int depth;
    private int values;
    private long expandedValues;
    private long decodedBytes;
    private boolean truncated;
    private boolean lost;

    /** With {@code truncating}, too many values end the reading instead of failing it. */
    AmfBudget(AmfLimits limits, boolean truncating) {
        this.limits = limits;
        this.truncating = truncating;
    }

    void value() throws MalformedInput {
        expandedValues++;
        if (++values <= limits.maxValues()) {
            return;
        }
        truncated = true;
        if (!truncating) {
            throw new MalformedInput("more than " + limits.maxValues() + " AMF values");
        }
    }

    /** How many values were read, repetitions by reference included. */
    long expandedValues() {
        return expandedValues;
    }

    void repeat(long valuesInside) throws MalformedInput {
        expandedValues += valuesInside;
        if (expandedValues > (long) limits.maxValues() * REPETITION) {
            throw new MalformedInput("AMF references repeat too much");
        }
    }

    void bytes(long count) throws MalformedInput {
        decodedBytes += count;
        if (decodedBytes > limits.maxDecodedBytes()) {
            throw new MalformedInput("more than " + limits.maxDecodedBytes() + " bytes of AMF text");
        }
    }

    void enter() throws MalformedInput {
        if (++depth > limits.maxDepth()) {
            throw new MalformedInput("AMF deeper than " + limits.maxDepth());
        }
    }

    void leave() {
        depth--;
    }

    /** An AMF3 value was met whose end cannot be known: reading stops there, what came before is good. */
    void lose() {
        lost = true;
    }

    boolean isLost() {
        return lost;
    }

    /** Nothing more is to be read, for either reason. */
    boolean isStopped() {
        return lost || truncated;
    }
}
