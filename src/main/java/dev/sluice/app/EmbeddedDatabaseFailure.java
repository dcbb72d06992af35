package dev.sluice.app;

/** The embedded database cannot be used; the message is one sentence for the operator, with path and cause. */
public final class EmbeddedDatabaseFailure extends Exception {
    private static final long serialVersionUID = 1L;

    EmbeddedDatabaseFailure(String sentence) {
        super(sentence);
    }

    EmbeddedDatabaseFailure(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
