package dev.sluice.app;

import dev.sluice.hls.Format;
import dev.sluice.hls.HlsResource;
import dev.sluice.hls.HlsSettings;
import dev.sluice.hls.HlsStorage;
import dev.sluice.hls.Presentation;
import dev.sluice.hls.PresentationObserver;
import dev.sluice.live.FanOut;
import dev.sluice.live.Output;
import dev.sluice.live.StreamDefinition;
import dev.sluice.live.StreamName;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Codec;
import dev.sluice.media.MediaSink;
import dev.sluice.media.Track;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Live media to HLS presentations, one per stream and format, which outlive their publications.
 *
 * <p>A presentation belongs to the thread of the publication that feeds it. Between publications it belongs to whoever
 * holds its lock: the periodic {@link #tick}, {@link #finish}, or the next publication.
 */
final class HlsOutput implements Output {
    private final Set<Format> formats;
    private final HlsSettings settings;
    private final InstantSource clock;
    private final HlsStorage storage;
    private final PresentationObserver observer;
    private final ConcurrentHashMap<StreamName, Held> presentations = new ConcurrentHashMap<>();

    HlsOutput(
            Set<Format> formats,
            HlsSettings settings,
            InstantSource clock,
            HlsStorage storage,
            PresentationObserver observer) {
        this.formats = formats;
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
        return formats.stream().anyMatch(format -> Presentation.carries(format, codec));
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
        return new Held(
                formats.stream().map(format -> presentation(name, format)).toList());
    }

    private Presentation presentation(StreamName name, Format format) {
        boolean second = format == Format.MPEGTS && formats.contains(Format.CMAF);
        HlsResource entry =
                second ? new HlsResource.TsMultivariant(name.value()) : new HlsResource.Multivariant(name.value());
        return new Presentation(entry, format, settings, clock, storage, observer);
    }

    private static final class Held {
        private final List<Presentation> presentations;
        private boolean fed;

        Held(List<Presentation> presentations) {
            this.presentations = presentations;
        }

        synchronized MediaSink publish(long epoch) {
            fed = true;
            List<MediaSink> sinks = presentations.stream()
                    .map(presentation -> presentation.publish(epoch))
                    .toList();
            return new Feed(sinks.size() == 1 ? sinks.get(0) : new FanOut(sinks), this);
        }

        synchronized void whileIdle(Consumer<Presentation> task) {
            if (!fed) {
                presentations.forEach(task);
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
