package dev.sluice.app;

import java.util.Optional;

/** An exception as it may be logged: the same class name and stack, another message. */
final class RedactedThrowable extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int DEEPEST = 20;

    private final String text;

    RedactedThrowable(Throwable original) {
        this(original, DEEPEST);
    }

    private RedactedThrowable(Throwable original, int depth) {
        super("", cause(original, depth).orElse(null));
        this.text = Redaction.of(original.toString());
        setStackTrace(original.getStackTrace());
    }

    /** Whether it, or what caused it, says what must not be said. */
    static boolean isNeeded(Throwable thrown) {
        Throwable one = thrown;
        for (int depth = 0; one != null && depth < DEEPEST; depth++) {
            if (!Redaction.of(one.toString()).equals(one.toString())) {
                return true;
            }
            one = one.getCause();
        }
        return false;
    }

    private static Optional<Throwable> cause(Throwable original, int depth) {
        return depth == 0
                ? Optional.empty()
                : Optional.ofNullable(original.getCause()).map(cause -> new RedactedThrowable(cause, depth - 1));
    }

    @Override
    @SuppressWarnings("OverrideThrowableToString") // The class that is named is the original's.
    public String toString() {
        return text;
    }
}
