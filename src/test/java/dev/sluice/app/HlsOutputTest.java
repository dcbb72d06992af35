package dev.sluice.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bytes.SharedBytes;
import dev.sluice.bytes.Slice;
import dev.sluice.hls.Format;
import dev.sluice.hls.HlsSettings;
import dev.sluice.hls.HlsStorage;
import dev.sluice.hls.PresentationObserver;
import dev.sluice.hls.PresentationSnapshot;
import dev.sluice.hls.StoredStream;
import dev.sluice.live.StreamDefinition;
import dev.sluice.live.StreamName;
import dev.sluice.live.TakeoverPolicy;
import dev.sluice.live.Visibility;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.MediaSink;
import dev.sluice.media.TestMedia;
import dev.sluice.media.Track;
import dev.sluice.media.TrackId;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class HlsOutputTest {
    private static final Duration RESUME_WINDOW = Duration.ofSeconds(30);
    private static final StreamDefinition DEMO =
            new StreamDefinition(new StreamName("demo"), "", Visibility.PUBLIC, TakeoverPolicy.TAKEOVER);
    private static final Track AUDIO = new Track(TrackId.AUDIO, TestMedia.aac(48_000));

    private final Map<String, Slice> files = new HashMap<>();
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private Optional<PresentationSnapshot> shown = Optional.empty();
    private final HlsOutput output = new HlsOutput(
            EnumSet.allOf(Format.class),
            HlsSettings.of(Duration.ofSeconds(2), Duration.ofMillis(200), Duration.ofSeconds(12), Duration.ZERO),
            RESUME_WINDOW,
            () -> now,
            new HlsStorage() {
                @Override
                public void store(String path, SharedBytes content) {
                    files.put(path, content.toSlice());
                }

                @Override
                public void replace(String path, Slice content) {
                    files.put(path, content);
                }

                @Override
                public void delete(String path) {
                    files.remove(path);
                }
            },
            stream -> CompletableFuture.completedFuture(new StoredStream(stream, Map.of(), Map.of())),
            new PresentationObserver() {
                @Override
                public void changed(PresentationSnapshot snapshot) {
                    shown = Optional.of(snapshot);
                }

                @Override
                public void gone(String stream, Format format) {
                    shown = Optional.empty();
                }
            });

    private void publish(long epoch, int seconds) {
        MediaSink sink = output.open(DEMO, epoch);
        sink.onTracks(List.of(AUDIO));
        for (long sample = 0; sample < seconds * 48_000L; sample += 1_024) {
            sink.onAccessUnit(new AccessUnit(AUDIO, sample, sample, true, Slice.wrap(new byte[100])));
        }
        now = now.plusSeconds(seconds);
        sink.onEnd();
    }

    private void pass(Duration time) {
        for (long i = 0; i < time.toSeconds(); i++) {
            now = now.plusSeconds(1);
            output.tick();
        }
    }

    private long newest() {
        return shown.orElseThrow().lead().lastMediaSequence();
    }

    @Test
    void whatEndedLongAgoIsLetGoOfAndLaterNumbersAreHigher() {
        publish(1, 20);
        long last = newest();
        pass(RESUME_WINDOW);
        assertThat(output.held()).as("in the resume window").isEqualTo(1);
        output.finish(DEMO.name());
        pass(Duration.ofSeconds(10));
        assertThat(shown).as("for players that still have it").isPresent();
        pass(Duration.ofMinutes(2));
        assertThat(output.held()).isZero();
        assertThat(files).isEmpty();
        publish(2, 5);
        assertThat(newest()).isGreaterThan(last);
    }

    @Test
    void whatTheClockWouldContinueWithLowerNumbersIsKept() {
        publish(1, 20);
        now = now.minusSeconds(400);
        output.finish(DEMO.name());
        pass(Duration.ofMinutes(5));
        assertThat(output.held()).isEqualTo(1);
        pass(Duration.ofMinutes(5));
        assertThat(output.held()).isZero();
    }

    @Test
    void aStreamThatNobodyEverFedIsLetGoOf() {
        output.open(DEMO, 1).onEnd();
        output.finish(DEMO.name());
        pass(Duration.ofMinutes(2));
        assertThat(output.held()).isZero();
    }
}
