package dev.sluice.live;

import java.time.Duration;

/**
 * Times and limits of the life of a stream.
 *
 * @param resumeWindow how long what viewers see stays open after a publication has ended
 * @param silentAfter an incumbent that sent no media for this long yields to a newcomer under every policy
 */
public record LiveSettings(Duration resumeWindow, Duration silentAfter, PublicationLimits limits) {
    /** With the limits that hold unless configured otherwise. */
    public LiveSettings(Duration resumeWindow, Duration silentAfter) {
        this(resumeWindow, silentAfter, PublicationLimits.DEFAULT);
    }
}
