package dev.sluice.app;

import dev.sluice.hls.Format;
import dev.sluice.hls.HlsResource;
import dev.sluice.hls.PresentationObserver;
import dev.sluice.hls.PresentationSnapshot;
import dev.sluice.hooks.HookEvents;
import dev.sluice.live.StreamName;

/** Tells the receivers of events of every recording. */
record RecordingNews(HookEvents events) implements PresentationObserver {
    @Override
    public void changed(PresentationSnapshot snapshot) {}

    @Override
    public void gone(String stream, Format format) {}

    @Override
    public void recorded(HlsResource.Recording recording) {
        events.recorded(new StreamName(recording.stream()), recording.epoch(), "/hls/" + recording.path());
    }
}
