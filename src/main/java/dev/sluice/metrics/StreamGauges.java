package dev.sluice.metrics;

import dev.sluice.hls.PresentationSnapshot;
import dev.sluice.hls.Rendition;
import dev.sluice.hls.RenditionSnapshot;
import dev.sluice.live.DeliveryStatistics;
import dev.sluice.live.DroppedMessage;
import dev.sluice.live.Publication;
import dev.sluice.live.StreamName;
import dev.sluice.media.MediaKind;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;

/**
 * One stream's meters. Micrometer holds what it measures weakly: this object is what it holds, and the registry of
 * {@link StreamMeters} is what keeps this object.
 */
final class StreamGauges {
    private static final String JUMPS = "sluice.stream.timestamp.jumps";
    private static final String JUMPS_DESCRIPTION =
            "New timelines that the encoder began far ahead or behind in mid-stream";

    private final StreamName stream;
    private final MeterRegistry registry;
    private final List<Meter> meters = new ArrayList<>();
    private volatile Publication publication;
    private volatile boolean up;
    private volatile long lastSegmentMillis;
    private final LongAdder segments = new LongAdder();
    private volatile long newestSequence = -1;
    private final Map<Rendition, NewestPart> newestParts = new ConcurrentHashMap<>();
    private volatile int targetDurationSeconds;

    private record NewestPart(long mediaSequence, int part) {}

    StreamGauges(StreamName stream, MeterRegistry registry, DeliveryStatistics delivery, Publication first) {
        this.stream = stream;
        this.registry = registry;
        this.publication = first;
        follow(first);
        gauge("sluice.stream.up", "1 while the stream has a publisher", self -> self.up ? 1 : 0);
        gauge(
                "sluice.stream.started.timestamp.seconds",
                "When the stream's publication began, in Unix time",
                self -> self.publication.since().toEpochMilli() / 1e3);
        gauge(
                "sluice.hls.viewers",
                "Viewers that fetched a segment or a part lately, as seen by this replica",
                self -> delivery.viewers(stream));
        gauge(
                "sluice.hls.last.segment.timestamp.seconds",
                "When the newest segment was listed, in Unix time; at first when publishing began",
                self -> self.lastSegmentMillis / 1e3);
        gauge(
                "sluice.hls.target.duration.seconds",
                "EXT-X-TARGETDURATION of the stream's playlists",
                self -> self.targetDurationSeconds);
        counter(
                "sluice.hls.served.bytes",
                "Bytes of playlists and media that viewers were sent",
                self -> delivery.servedBytes(stream),
                "",
                "");
        counter("sluice.hls.segments", "Segments listed", self -> self.segments.sum(), "", "");
        for (MediaKind kind : MediaKind.values()) {
            String media = kind == MediaKind.VIDEO ? "video" : "audio";
            counter(
                    "sluice.stream.received.bytes",
                    "Bytes of coded media received",
                    self -> self.publication.counters().bytes(kind),
                    "media",
                    media);
            counter(
                    "sluice.stream.frames",
                    "Coded frames received",
                    self -> self.publication.counters().frames(kind),
                    "media",
                    media);
        }
        repairs();
        counter(
                "sluice.stream.keyframes",
                "Video frames at which a decoder can start",
                self -> self.publication.counters().keyFrames(),
                "",
                "");
    }

    /** What of the encoder's messages and time could not be used as it came. */
    private void repairs() {
        for (DroppedMessage reason : DroppedMessage.values()) {
            counter(
                    "sluice.stream.dropped.messages",
                    "Messages of the encoder that did not reach viewers",
                    self -> self.publication.droppedMessages(reason),
                    "reason",
                    reason.word());
        }
        counter(JUMPS, JUMPS_DESCRIPTION, self -> self.publication.repairs().jumpsForward(), "direction", "forward");
        counter(JUMPS, JUMPS_DESCRIPTION, self -> self.publication.repairs().jumpsBackward(), "direction", "backward");
    }

    /** A new publication of the stream: its counters start at zero, as after a restart. */
    void follow(Publication next) {
        publication = next;
        up = true;
        lastSegmentMillis = next.since().toEpochMilli();
    }

    void down() {
        up = false;
    }

    /**
     * Viewers see a new version.
     *
     * @return how many of its parts they did not see before
     */
    int listed(PresentationSnapshot snapshot) {
        targetDurationSeconds = snapshot.targetDurationSeconds();
        long newest = snapshot.lead().lastMediaSequence();
        if (newest > newestSequence) {
            segments.increment();
            newestSequence = newest;
            lastSegmentMillis = snapshot.lead().modified().toEpochMilli();
        }
        int fresh = 0;
        for (RenditionSnapshot list : snapshot.renditions().values()) {
            NewestPart now = new NewestPart(list.lastPartSequence(), list.lastPart());
            NewestPart before = newestParts.put(list.rendition(), now);
            boolean sameSegment = before != null && before.mediaSequence() == now.mediaSequence();
            fresh += Math.max(0, sameSegment ? now.part() - before.part() : now.part() + 1);
        }
        return fresh;
    }

    void remove() {
        meters.forEach(registry::remove);
    }

    private void gauge(String name, String description, ToDoubleFunction<StreamGauges> value) {
        meters.add(Gauge.builder(name, this, value)
                .description(description)
                .tag("stream", stream.value())
                .register(registry));
    }

    private void counter(
            String name, String description, ToDoubleFunction<StreamGauges> value, String label, String labelValue) {
        FunctionCounter.Builder<StreamGauges> counter = FunctionCounter.builder(name, this, value)
                .description(description)
                .tag("stream", stream.value());
        if (!label.isEmpty()) {
            counter.tag(label, labelValue);
        }
        meters.add(counter.register(registry));
    }
}
