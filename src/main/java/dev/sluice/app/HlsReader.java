package dev.sluice.app;

import dev.sluice.delivery.http.WaitingLimits;
import dev.sluice.hls.Format;
import dev.sluice.hls.HlsSettings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads what viewers get. */
final class HlsReader {
    private static final long DAY_MILLIS = 86_400_000L;

    private final PropertyReader properties;

    HlsReader(PropertyReader properties) {
        this.properties = properties;
    }

    /** The formats that every stream is offered in; none makes a relay of the program. */
    Set<Format> formats() {
        return properties.value(
                "hls.formats", Set.of(Format.CMAF), "cmaf, mpegts, both, or none", "cmaf", HlsReader::formats);
    }

    /** How presentations are cut and kept. */
    HlsSettings settings() {
        Duration segment = properties.duration("hls.segment-duration", Duration.ofSeconds(2), 1_000, 10_000);
        boolean lowLatency = properties.flag("hls.low-latency", true);
        Duration part = properties.duration("hls.part-duration", Duration.ofMillis(200), 100, 1_000);
        Duration window = properties.duration("hls.window", Duration.ofSeconds(12), 6_000, 3_600_000);
        Duration dvr = properties.duration("hls.dvr-window", Duration.ZERO, 0, DAY_MILLIS);
        boolean recording = properties.flag("hls.recording", false);
        return HlsSettings.of(segment, lowLatency ? part : Duration.ZERO, window, dvr)
                .withRecording(recording);
    }

    RecordingLimits recordings() {
        return new RecordingLimits(
                properties.duration("hls.recording-max-age", Duration.ofDays(7), 60_000, 365 * DAY_MILLIS),
                properties.size("hls.recording-max-bytes", "20G", "1M", "999999999G"));
    }

    /** How many requests may be held. */
    WaitingLimits waiting() {
        return new WaitingLimits(
                properties.number("hls.waiting.per-stream", 20_000, 1, 1_000_000),
                properties.number("hls.waiting.per-address", 5_000, 1, 1_000_000));
    }

    private static Set<Format> formats(String text) {
        if (text.strip().equals("none")) {
            return Set.of();
        }
        List<Format> named = Stream.of(text.split(","))
                .map(String::strip)
                .map(word -> Arrays.stream(Format.values())
                        .filter(format -> format.word().equals(word.toLowerCase(Locale.ROOT)))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(word)))
                .toList();
        return new TreeSet<>(named);
    }
}
