package dev.sluice.metrics;

import dev.sluice.hls.Format;
import dev.sluice.hls.PresentationObserver;
import dev.sluice.hls.PresentationSnapshot;
import dev.sluice.live.CloseReason;
import dev.sluice.live.DeliveryStatistics;
import dev.sluice.live.LiveObserver;
import dev.sluice.live.Publication;
import dev.sluice.live.StreamName;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Meters with the label {@code stream}: made when a publication begins, removed when the resume window is over.
 *
 * <p>At most {@link #MAX_STREAMS} streams have their own: a scrape must stay small whatever the streams are called.
 */
public final class StreamMeters implements LiveObserver, PresentationObserver {
    private static final int MAX_STREAMS = 200;

    private final MeterRegistry registry;
    private final DeliveryStatistics delivery;
    private final ConcurrentHashMap<StreamName, StreamGauges> streams = new ConcurrentHashMap<>();
    private final AtomicLong liveStreams = new AtomicLong();
    private final Counter takeovers;
    private final Counter fights;
    private final Counter parts;

    /** Registers the meters that exist without any stream. */
    public StreamMeters(MeterRegistry registry, DeliveryStatistics delivery) {
        this.registry = registry;
        this.delivery = delivery;
        Gauge.builder("sluice.streams.live", liveStreams, AtomicLong::get)
                .description("Streams with a publisher now")
                .register(registry);
        parts = Counter.builder("sluice.hls.parts").description("Parts listed").register(registry);
        takeovers = takeovers("local", false);
        fights = takeovers("local", true);
        takeovers("remote", false);
        takeovers("remote", true);
    }

    private Counter takeovers(String where, boolean fight) {
        return Counter.builder("sluice.takeovers")
                .description("A new publisher replaced the publisher of a live stream")
                .tag("where", where)
                .tag("fight", Boolean.toString(fight))
                .register(registry);
    }

    @Override
    public void published(Publication publication) {
        liveStreams.incrementAndGet();
        StreamName name = publication.stream().name();
        if (streams.containsKey(name) || streams.size() < MAX_STREAMS) {
            streams.computeIfAbsent(name, added -> new StreamGauges(added, registry, delivery, publication))
                    .follow(publication);
        }
    }

    @Override
    public void ended(Publication publication, CloseReason reason) {
        liveStreams.decrementAndGet();
        StreamGauges gauges = streams.get(publication.stream().name());
        if (gauges != null) {
            gauges.down();
        }
    }

    @Override
    public void finished(StreamName stream) {
        StreamGauges gauges = streams.remove(stream);
        if (gauges != null) {
            gauges.remove();
        }
    }

    @Override
    public void takenOver(StreamName stream, boolean fight) {
        (fight ? fights : takeovers).increment();
    }

    @Override
    public void changed(PresentationSnapshot snapshot) {
        StreamName.parse(snapshot.stream())
                .map(streams::get)
                .ifPresent(gauges -> parts.increment(gauges.listed(snapshot)));
    }

    @Override
    public void gone(String stream, Format format) {}
}
