package dev.sluice.app;

import dev.sluice.hls.Format;
import dev.sluice.hls.HlsResource;
import dev.sluice.hls.PresentationObserver;
import dev.sluice.hls.PresentationSnapshot;
import java.util.List;

/** Tells several observers the same. */
record PresentationObservers(List<PresentationObserver> observers) implements PresentationObserver {
    @Override
    public void changed(PresentationSnapshot snapshot) {
        observers.forEach(observer -> observer.changed(snapshot));
    }

    @Override
    public void gone(String stream, Format format) {
        observers.forEach(observer -> observer.gone(stream, format));
    }

    @Override
    public void recorded(HlsResource.Recording recording) {
        observers.forEach(observer -> observer.recorded(recording));
    }
}
