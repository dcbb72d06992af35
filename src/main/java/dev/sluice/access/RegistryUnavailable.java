package dev.sluice.access;

/** Streams and keys can neither be read nor changed now; whether a change that was under way was made is not known. */
public final class RegistryUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** {@code cause} is for the log and holds no secret. */
    public RegistryUnavailable(String cause) {
        super(cause, null, false, false);
    }
}
