package dev.sluice.app;

import dev.sluice.live.CloseReason;
import dev.sluice.live.LiveObserver;
import dev.sluice.live.Publication;
import dev.sluice.live.StreamName;
import java.util.List;

/** Tells several observers the same. */
record LiveObservers(List<LiveObserver> observers) implements LiveObserver {
    @Override
    public void published(Publication publication) {
        observers.forEach(observer -> observer.published(publication));
    }

    @Override
    public void ended(Publication publication, CloseReason reason) {
        observers.forEach(observer -> observer.ended(publication, reason));
    }

    @Override
    public void finished(StreamName stream) {
        observers.forEach(observer -> observer.finished(stream));
    }

    @Override
    public void takenOver(StreamName stream, boolean fight) {
        observers.forEach(observer -> observer.takenOver(stream, fight));
    }
}
