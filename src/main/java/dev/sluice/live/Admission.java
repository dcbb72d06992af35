package dev.sluice.live;

/** The outcome of asking to publish on a stream with a granted key. */
public sealed interface Admission {
    /** The stream is this publisher's; whoever asked must {@link Publication#end} it, exactly once. */
    record Admitted(Publication publication) implements Admission {}

    record Refused(CloseReason reason) implements Admission {}
}
