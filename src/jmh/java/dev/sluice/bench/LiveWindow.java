package dev.sluice.bench;

import dev.sluice.bytes.SharedBytes;
import dev.sluice.bytes.Slice;
import dev.sluice.hls.Format;
import dev.sluice.hls.HlsResource;
import dev.sluice.hls.HlsSettings;
import dev.sluice.hls.HlsStorage;
import dev.sluice.hls.Presentation;
import dev.sluice.hls.PresentationObserver;
import dev.sluice.hls.PresentationSnapshot;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.MediaKind;
import dev.sluice.media.MediaSink;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A presentation of the clip with low latency, after some time; nothing is stored. */
final class LiveWindow implements HlsStorage, PresentationObserver {
    private static final Duration TURN = Duration.ofSeconds(16);

    private final Presentation presentation;
    private Instant now = Instant.parse("2026-01-02T03:04:05.678Z");

    LiveWindow(Duration dvrWindow) {
        HlsSettings settings =
                HlsSettings.of(Duration.ofSeconds(2), Duration.ofMillis(200), Duration.ofSeconds(12), dvrWindow);
        presentation =
                new Presentation(new HlsResource.Multivariant("demo"), Format.CMAF, settings, () -> now, this, this);
    }

    /** What viewers see when {@code duration} has passed, and a segment is under way. */
    PresentationSnapshot after(Duration duration, FilledClip clip) {
        MediaSink sink = presentation.publish(1);
        sink.onTracks(List.of(clip.track(MediaKind.VIDEO), clip.track(MediaKind.AUDIO)));
        Instant start = now;
        Instant end = now.plus(duration);
        List<AccessUnit> units = clip.units();
        for (int turn = 0; now.isBefore(end); turn++) {
            Duration passed = TURN.multipliedBy(turn);
            for (int i = 0; i < units.size() && now.isBefore(end); i++) {
                AccessUnit unit = units.get(i);
                now = start.plus(passed).plusNanos(unit.dtsMicros() * 1_000);
                sink.onAccessUnit(later(unit, passed));
                presentation.tick();
            }
        }
        return presentation.snapshot().orElseThrow();
    }

    private static AccessUnit later(AccessUnit unit, Duration by) {
        long ticks = by.toSeconds() * unit.track().codec().timescale();
        return new AccessUnit(unit.track(), unit.dts() + ticks, unit.pts() + ticks, unit.randomAccess(), unit.data());
    }

    @Override
    public void store(String path, SharedBytes content) {}

    @Override
    public void replace(String path, Slice content) {}

    @Override
    public void delete(String path) {}

    @Override
    public void changed(PresentationSnapshot snapshot) {}

    @Override
    public void gone(String stream, Format format) {}
}
