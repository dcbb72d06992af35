package dev.sluice.rtmp.session;

import java.util.Locale;

/** The peer has broken the protocol or a limit: its connection must be closed. Holds no secret and no stack trace. */
public final class ProtocolViolation extends Exception {
    private static final long serialVersionUID = 1L;

    /** What was broken; the word is a metric label. */
    public enum Kind {
        VERSION,
        CHUNK,
        MESSAGE_SIZE,
        AMF,
        COMMAND,
        SEQUENCE,
        RATE,
        MEDIA;

        /** The constant's name in lower case. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Kind kind;
    private final String detail;

    /** {@code detail} names the limit or the fault, for the log. */
    public ProtocolViolation(Kind kind, String detail) {
        super(kind.word() + ": " + detail, null, false, false);
        this.kind = kind;
        this.detail = detail;
    }

    /** What a lower layer has found. */
    static ProtocolViolation of(Kind kind, Exception found) {
        return new ProtocolViolation(kind, String.valueOf(found.getMessage()));
    }

    public Kind kind() {
        return kind;
    }

    public String detail() {
        return detail;
    }
}
