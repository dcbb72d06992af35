package dev.sluice.hls;

import dev.sluice.media.Codec;
import dev.sluice.media.Track;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * What the multivariant playlist says of a rendition. Players and caches keep it for long, so a declared figure stays
 * while it is near enough to the measured one: the peak from 0.9 to 1.25 times, the average within a tenth.
 */
final class RenditionMeter {
    private static final double[] USUAL_RATES = {24_000 / 1001.0, 24, 25, 30_000 / 1001.0, 30, 50, 60_000 / 1001.0, 60};

    private long bandwidth;
    private long averageBandwidth;
    private OptionalDouble measuredRate = OptionalDouble.empty();

    /** Peak bits per second, as declared. */
    long bandwidth() {
        return bandwidth;
    }

    /** Bits per second over the window, as declared. */
    long averageBandwidth() {
        return averageBandwidth;
    }

    /** A segment was added that lasts {@code durationMicros} and has {@code pictures}; {@code window} lists it too. */
    void add(long durationMicros, int pictures, Collection<SegmentLine> window) {
        measureBandwidth(window);
        if (pictures > 1) {
            measureRate(pictures * 1_000_000.0 / durationMicros);
        }
    }

    /** Before the first segment is complete: a part of {@code bytes}, with the key picture if there is one. */
    void estimate(int bytes, long durationMicros, int pictures) {
        long bits = bytes * 8_000_000L / Math.max(1, durationMicros);
        // A key picture is as large as several others; the rest of the segment has none.
        long likely = pictures > 0 ? bits / 2 : bits;
        if (bandwidth == 0) {
            bandwidth = Math.max(1_000, roundUp(likely));
            averageBandwidth = bandwidth;
        }
        if (pictures > 1) {
            measureRate(pictures * 1_000_000.0 / durationMicros);
        }
    }

    /** Facts of the video track among {@code tracks}, if there is one. */
    Optional<MediaFacts.Picture> picture(List<Track> tracks) {
        for (Track track : tracks) {
            if (track.codec() instanceof Codec.Video video) {
                OptionalDouble rate = video.frameRate().isPresent() ? video.frameRate() : measuredRate;
                return Optional.of(new MediaFacts.Picture(video.width(), video.height(), rate));
            }
        }
        return Optional.empty();
    }

    private void measureBandwidth(Collection<SegmentLine> window) {
        long longest =
                window.stream().mapToLong(SegmentLine::durationMicros).max().orElse(1);
        // The flushed end of a publication is too short to say anything about bits per second.
        long peak = window.stream()
                .filter(line -> line.durationMicros() * 2 >= longest)
                .mapToLong(SegmentLine::bitrate)
                .max()
                .orElse(0);
        long micros = window.stream().mapToLong(SegmentLine::durationMicros).sum();
        long bytes = window.stream().mapToLong(SegmentLine::bytes).sum();
        long average = bytes * 8_000_000L / Math.max(1, micros);
        if (bandwidth < peak * 9 / 10 || bandwidth > peak * 5 / 4) {
            bandwidth = Math.max(1_000, roundUp(peak + peak / 10));
        }
        if (Math.abs(averageBandwidth - average) * 10 > average) {
            averageBandwidth = Math.max(1_000, roundUp(average));
        }
    }

    private void measureRate(double rate) {
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
