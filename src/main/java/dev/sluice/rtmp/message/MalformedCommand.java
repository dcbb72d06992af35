package dev.sluice.rtmp.message;

/** A command whose AMF can be read but whose name is not text or whose transaction is not a finite number. */
public final class MalformedCommand extends Exception {
    private static final long serialVersionUID = 1L;

    public MalformedCommand(String message) {
        super(message, null, false, false);
    }
}
