package dev.sluice.bytes;

/**
 * The peer sent bytes that no reading of the format allows. It is the peer's fault and ends that peer's connection.
 *
 * <p>Carries no stack trace: it is thrown at attackers' pace, and where it was thrown is in its message.
 */
public final class MalformedInput extends Exception {
    private static final long serialVersionUID = 1L;

    public MalformedInput(String message) {
        super(message, null, false, false);
    }
}
