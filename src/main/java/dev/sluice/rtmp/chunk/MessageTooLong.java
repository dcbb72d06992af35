package dev.sluice.rtmp.chunk;

/** A message, or all unfinished messages together, would be larger than {@link ChunkLimits} allow. */
public final class MessageTooLong extends Exception {
    private static final long serialVersionUID = 1L;

    public MessageTooLong(String message) {
        super(message, null, false, false);
    }
}
