package dev.sluice.hls;

import dev.sluice.media.Codec;
import dev.sluice.media.Track;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * What the multivariant playlist says of the media. Players and caches keep it for long, so a declared figure stays
 * while it is near enough to the measured one: the peak from 0.9 to 1.25 times, the average within a tenth.
 */
final class MediaDeclaration {
    private static final double[] USUAL_RATES = {24_000 / 1001.0, 24, 25, 30_000 / 1001.0, 30, 50, 60_000 / 1001.0, 60};

    private long bandwidth;
    private long averageBandwidth;
    private OptionalDouble measuredRate = OptionalDouble.empty();

    /** The facts after {@code cut} was added; {@code window} lists it too. */
    MediaFacts declare(Cut cut, Collection<SegmentWindow.Line> window) {
        measureBandwidth(window);
        String codecs = cut.tracks().stream()
                .map(track -> track.codec().rfc6381())
                .distinct()
                .collect(Collectors.joining(","));
        return new MediaFacts(codecs, picture(cut), bandwidth, averageBandwidth);
    }

    private Optional<MediaFacts.Picture> picture(Cut cut) {
        for (Track track : cut.tracks()) {
            if (track.codec() instanceof Codec.Video video) {
                measureRate(cut);
                OptionalDouble rate = video.frameRate().isPresent() ? video.frameRate() : measuredRate;
                return Optional.of(new MediaFacts.Picture(video.width(), video.height(), rate));
            }
        }
        return Optional.empty();
    }

    private void measureBandwidth(Collection<SegmentWindow.Line> window) {
        long longest = window.stream()
                .mapToLong(SegmentWindow.Line::durationMicros)
                .max()
                .orElse(1);
        // The flushed end of a publication is too short to say anything about bits per second.
        long peak = window.stream()
                .filter(line -> line.durationMicros() * 2 >= longest)
                .mapToLong(SegmentWindow.Line::bitrate)
                .max()
                .orElse(0);
        long micros =
                window.stream().mapToLong(SegmentWindow.Line::durationMicros).sum();
        long bytes = window.stream().mapToLong(SegmentWindow.Line::bytes).sum();
        long average = bytes * 8_000_000L / Math.max(1, micros);
        if (bandwidth < peak * 9 / 10 || bandwidth > peak * 5 / 4) {
            bandwidth = Math.max(1_000, roundUp(peak + peak / 10));
        }
        if (Math.abs(averageBandwidth - average) * 10 > average) {
            averageBandwidth = Math.max(1_000, roundUp(average));
        }
    }

    private void measureRate(Cut cut) {
        if (cut.pictures() < 2) {
            return;
        }
        double rate = cut.pictures() * 1_000_000.0 / cut.durationMicros();
        double usual = DoubleStream.of(USUAL_RATES)
                .filter(candidate -> Math.abs(candidate - rate) < 0.01 * candidate)
                .boxed()
                .min((a, b) -> Double.compare(Math.abs(a - rate), Math.abs(b - rate)))
                .orElse(rate);
        if (measuredRate.isEmpty() || Math.abs(measuredRate.getAsDouble() - rate) > 0.05 * rate) {
            measuredRate = OptionalDouble.of(usual);
        }
    }

    private static long roundUp(long bitsPerSecond) {
        return (bitsPerSecond + 999) / 1_000 * 1_000;
    }
}
