package dev.sluice.app;

import dev.sluice.live.CloseReason;
import dev.sluice.live.LiveObserver;
import dev.sluice.live.Publication;
import dev.sluice.live.StreamName;
import org.jboss.logging.Logger;

/** One line per takeover; the rest of a publication's life is logged where its connection is known. */
final class TakeoverLog implements LiveObserver {
    private static final Logger LOG = Logger.getLogger("dev.sluice.live");

    @Override
    public void published(Publication publication) {}

    @Override
    public void ended(Publication publication, CloseReason reason) {}

    @Override
    public void finished(StreamName stream) {}

    @Override
    public void takenOver(StreamName stream, boolean fight) {
        LOG.logf(fight ? Logger.Level.WARN : Logger.Level.INFO, "event=taken_over stream=%s fight=%b", stream, fight);
    }
}
