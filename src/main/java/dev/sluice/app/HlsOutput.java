package dev.sluice.app;

import dev.sluice.hls.HlsSettings;
import dev.sluice.hls.HlsStorage;
import dev.sluice.hls.Presentation;
import dev.sluice.hls.PresentationObserver;
import dev.sluice.live.Output;
import dev.sluice.live.StreamDefinition;
import dev.sluice.live.StreamName;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Codec;
import dev.sluice.media.MediaSink;
import dev.sluice.media.Track;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Live media to HLS presentations, one per stream, which outlive their publications.
 *
 * <p>A presentation belongs to the thread of the publication that feeds it. Between publications it belongs to whoever
 * holds its lock: the periodic {@link #tick}, {@link #finish}, or the next publication.
 */
final class HlsOutput implements Output {
    private final HlsSettings settings;
    private final InstantSource clock;
    private final HlsStorage storage;
    private final PresentationObserver observer;
    private final ConcurrentHashMap<StreamName, Held> presentations = new ConcurrentHashMap<>();

    HlsOutput(HlsSettings settings, InstantSource clock, HlsStorage storage, PresentationObserver observer) {
        this.settings = settings;
        this.clock = clock;
        this.storage = storage;
        this.observer = observer;
    }

    @Override
    public MediaSink open(StreamDefinition stream, long epoch) {
        return presentations.computeIfAbsent(stream.name(), this::hold).publish(epoch);
    }

    @Override
    public boolean carries(Codec codec) {
        return Presentation.carries(codec);
    }

    @Override
    public void finish(StreamName stream) {
        Held held = presentations.get(stream);
        if (held != null) {
            held.whileIdle(Presentation::finish);
        }
    }

    /** Time passes for presentations that nobody feeds; call about once a second. */
    void tick() {
        presentations.values().forEach(held -> held.whileIdle(Presentation::tick));
    }

    private Held hold(StreamName name) {
        return new Held(new Presentation(name.value(), settings, clock, storage, observer));
    }

    private static final class Held {
        private final Presentation presentation;
        private boolean fed;

        Held(Presentation presentation) {
            this.presentation = presentation;
        }

        synchronized MediaSink publish(long epoch) {
            fed = true;
            return new Feed(presentation.publish(epoch), this);
        }

        synchronized void whileIdle(Consumer<Presentation> task) {
            if (!fed) {
                task.accept(presentation);
            }
        }

        synchronized void release() {
            fed = false;
        }
    }

    /** Passes media on without a lock; taking it and letting go of it are the hand-over. */
    private record Feed(MediaSink sink, Held held) implements MediaSink {
        @Override
        public void onTracks(List<Track> tracks) {
            sink.onTracks(tracks);
        }

        @Override
        public void onAccessUnit(AccessUnit unit) {
            sink.onAccessUnit(unit);
        }

        @Override
        public void onDiscontinuity() {
            sink.onDiscontinuity();
        }

        @Override
        public void onEnd() {
            sink.onEnd();
            held.release();
        }
    }
}
