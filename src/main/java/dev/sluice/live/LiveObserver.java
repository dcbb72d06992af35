package dev.sluice.live;

/**
 * Hears what happens to publications: meters, logs, events. Called on the thread that owns the publication; may not
 * block or throw.
 */
public interface LiveObserver {
    void published(Publication publication);

    void ended(Publication publication, CloseReason reason);

    /** The resume window has passed: nothing of the stream is visible as live any more. */
    void finished(StreamName stream);

    /**
     * A newcomer replaces the publisher of a live stream.
     *
     * @param fight whether two encoders replace each other again and again, and are made to wait
     */
    void takenOver(StreamName stream, boolean fight);
}
