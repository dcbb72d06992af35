package dev.sluice.app;

import dev.sluice.hls.Format;
import dev.sluice.hls.HlsResource;
import dev.sluice.hls.HlsSettings;
import dev.sluice.hls.HlsStorage;
import dev.sluice.hls.Presentation;
import dev.sluice.hls.PresentationObserver;
import dev.sluice.hls.StoredPresentation;
import dev.sluice.hls.StoredStream;
import dev.sluice.live.Output;
import dev.sluice.live.StreamDefinition;
import dev.sluice.live.StreamName;
import dev.sluice.media.Codec;
import dev.sluice.media.MediaSink;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Live media to HLS presentations, one per stream and format, which outlive their publications and, through what lies
 * on the volume, the process.
 */
final class HlsOutput implements Output {
    private static final Logger LOG = Logger.getLogger("dev.sluice.app");

    /** A publisher waits no longer for the volume; without its state, numbers come from the clock. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Set<Format> formats;
    private final HlsSettings settings;
    private final Duration resumeWindow;
    private final InstantSource clock;
    private final HlsStorage storage;
    private final Function<String, CompletableFuture<StoredStream>> stored;
    private final PresentationObserver observer;
    private final ConcurrentHashMap<StreamName, Held> presentations = new ConcurrentHashMap<>();

    private record Held(Map<Format, Presentation> byFormat, HeldStream stream) {}

    /** {@code stored} reads what the volume has of a stream. */
    HlsOutput(
            Set<Format> formats,
            HlsSettings settings,
            Duration resumeWindow,
            InstantSource clock,
            HlsStorage storage,
            Function<String, CompletableFuture<StoredStream>> stored,
            PresentationObserver observer) {
        this.formats = formats;
        this.settings = settings;
        this.resumeWindow = resumeWindow;
        this.clock = clock;
        this.storage = storage;
        this.stored = stored;
        this.observer = observer;
    }

    @Override
    public CompletionStage<Void> prepare(StreamName stream) {
        return presentations.containsKey(stream)
                ? CompletableFuture.completedFuture(null)
                : restore(stream).completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public boolean isReady() {
        return storage.isUsable();
    }

    @Override
    public MediaSink open(StreamDefinition stream, long epoch) {
        List<MediaSink> opened = new ArrayList<>(1);
        whileHeld(stream.name(), held -> opened.add(held.stream().publish(epoch)));
        return opened.get(0);
    }

    @Override
    public boolean carries(Codec codec) {
        return formats.isEmpty() || formats.stream().anyMatch(format -> Presentation.carries(format, codec));
    }

    @Override
    public void finish(StreamName stream) {
        Held held = presentations.get(stream);
        if (held != null) {
            held.stream().whileIdle(Presentation::finish);
        }
    }

    /** Shows what an earlier process left of these streams; completes, in any case, when all were read. */
    CompletableFuture<Void> restoreAll(Collection<String> streams) {
        return CompletableFuture.allOf(streams.stream()
                .flatMap(name -> StreamName.parse(name).stream())
                .map(this::restore)
                .toArray(CompletableFuture<?>[]::new));
    }

    /** Time passes for presentations that nobody feeds, and what is over is let go of; call about once a second. */
    void tick() {
        Instant now = clock.instant();
        presentations
                .keySet()
                .forEach(name -> presentations.computeIfPresent(
                        name, (same, held) -> held.stream().tick(now) ? null : held));
    }

    /** How many streams are held in memory. */
    int held() {
        return presentations.size();
    }

    private CompletableFuture<Void> restore(StreamName name) {
        return stored.apply(name.value())
                .thenAccept(files -> restore(name, files))
                .exceptionally(fault -> {
                    LOG.warnf("event=restore_failed stream=%s cause=\"%s\"", name, fault.getMessage());
                    return null;
                });
    }

    private void restore(StreamName name, StoredStream files) {
        Map<Format, StoredPresentation> left = new EnumMap<>(Format.class);
        formats.forEach(format -> StoredPresentation.read(entry(name, format), files)
                .ifPresent(presentation -> left.put(format, presentation)));
        if (left.isEmpty()) {
            if (!files.texts().isEmpty()) {
                LOG.warnf("event=restore_refused stream=%s cause=\"the playlists on the volume are not whole\"", name);
            }
            return;
        }
        whileHeld(name, held -> {
            Map<Presentation, StoredPresentation> byPresentation = new LinkedHashMap<>();
            left.forEach(
                    (format, presentation) -> byPresentation.put(held.byFormat().get(format), presentation));
            held.stream().restore(byPresentation, clock.instant());
        });
        StoredPresentation first = left.values().iterator().next();
        LOG.infof(
                "event=restored stream=%s mediaSequence=%d until=%s", name, first.nextMediaSequence(), first.endDate());
    }

    /** Runs {@code task} with a stream's presentations, which are not let go of meanwhile. */
    private void whileHeld(StreamName name, Consumer<Held> task) {
        presentations.compute(name, (same, present) -> {
            Held held = present == null ? hold(name) : present;
            task.accept(held);
            return held;
        });
    }

    private Held hold(StreamName name) {
        Map<Format, Presentation> byFormat = new EnumMap<>(Format.class);
        formats.forEach(format -> byFormat.put(format, presentation(name, format)));
        return new Held(byFormat, new HeldStream(List.copyOf(byFormat.values()), resumeWindow));
    }

    private Presentation presentation(StreamName name, Format format) {
        return new Presentation(entry(name, format), format, settings, clock, storage, observer);
    }

    private HlsResource entry(StreamName name, Format format) {
        boolean second = format == Format.MPEGTS && formats.contains(Format.CMAF);
        return second ? new HlsResource.TsMultivariant(name.value()) : new HlsResource.Multivariant(name.value());
    }
}
