package dev.sluice.advice;

import dev.sluice.advice.Advice.Level;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The one table of thresholds and texts. */
final class Advices {
    private static final Set<String> EVERYWHERE = Set.of("H.264", "AAC", "MP3");
    /** Before that, what is missing may still come. */
    private static final long SETTLED_MILLIS = 10_000;

    /**
     * A row of the table.
     *
     * @param hold how long the cause has to last before anything is said
     */
    record Rule(String id, Duration hold, Function<Measures, Optional<Finding>> judge) {}

    /** What a rule has seen. */
    record Finding(Level level, String text) {}

    static final List<Rule> RULES = List.of(
            new Rule("no-media", Duration.ZERO, Advices::silence),
            new Rule("key-frames-rare", Duration.ZERO, Advices::rareKeyFrames),
            new Rule("no-key-frame", Duration.ZERO, Advices::noKeyFrame),
            new Rule("bitrate-collapsed", Duration.ofSeconds(30), Advices::collapse),
            new Rule("frames-missing", Duration.ofSeconds(10), Advices::missingFrames),
            new Rule("audio-video-apart", Duration.ofSeconds(5), Advices::apart),
            new Rule("timestamps-jump", Duration.ZERO, Advices::jumps),
            new Rule("codec-not-everywhere", Duration.ZERO, Advices::rareCodec),
            new Rule("medium-missing", Duration.ofSeconds(10), Advices::mediumMissing));

    private Advices() {}

    private static Optional<Finding> silence(Measures seen) {
        if (seen.silentMillis() < 2_000) {
            return Optional.empty();
        }
        Level level = seen.silentMillis() < 5_000 ? Level.WARN : Level.BAD;
        return found(level, "The encoder is connected but sends nothing.");
    }

    private static Optional<Finding> rareKeyFrames(Measures seen) {
        return when(
                seen.longGops() >= 3,
                Level.WARN,
                "A key frame every %.1f s: slow start, more delay. Set the keyframe interval to 2 s"
                        + " (OBS: Settings, Output, Streaming).",
                seen.gopMillis() / 1e3);
    }

    private static Optional<Finding> noKeyFrame(Measures seen) {
        return when(
                seen.hasVideo() && seen.keylessMillis() >= 12_000 && seen.silentMillis() < 2_000,
                Level.BAD,
                "No key frame for %d s: no segment can be cut. Set a keyframe interval; 0 or \"auto\" is not enough.",
                seen.keylessMillis() / 1_000);
    }

    private static Optional<Finding> collapse(Measures seen) {
        return when(
                seen.ageMillis() > 60_000 && seen.bitrate() < 0.3 * seen.usualBitrate(),
                Level.WARN,
                "The uplink delivers %.1f of %.1f Mbit/s. Lower the bitrate or use a cable.",
                seen.bitrate() / 1e6,
                seen.usualBitrate() / 1e6);
    }

    private static Optional<Finding> missingFrames(Measures seen) {
        double announced = seen.announcedFps().orElse(0);
        return when(
                seen.ageMillis() > SETTLED_MILLIS && seen.hasVideo() && seen.fps() < 0.9 * announced,
                Level.WARN,
                "%.0f of %.0f frames a second arrive: the encoder is overloaded or drops frames.",
                seen.fps(),
                announced);
    }

    private static Optional<Finding> apart(Measures seen) {
        double millis = Math.abs(seen.skewMillis());
        if (!seen.hasVideo() || !seen.hasAudio() || millis <= 200) {
            return Optional.empty();
        }
        String side = seen.skewMillis() > 0 ? "ahead of" : "behind";
        Level level = millis > 1_000 ? Level.BAD : Level.WARN;
        return found(level, "Audio is %.1f s %s the picture. Check the audio delay.", millis / 1e3, side);
    }

    private static Optional<Finding> jumps(Measures seen) {
        return when(
                seen.jumps() > 0,
                seen.jumps() >= 3 ? Level.WARN : Level.INFO,
                "The encoder's clock jumped within five minutes (%d×); viewers see a cut each time.",
                seen.jumps());
    }

    private static Optional<Finding> rareCodec(Measures seen) {
        return seen.codecs().stream()
                .filter(codec -> !EVERYWHERE.contains(codec))
                .findFirst()
                .flatMap(
                        codec -> found(Level.INFO, "Not every player knows %s. H.264 and AAC play everywhere.", codec));
    }

    private static Optional<Finding> mediumMissing(Measures seen) {
        if (seen.hasVideo() == seen.hasAudio()) {
            return Optional.empty();
        }
        return found(
                Level.INFO,
                seen.hasVideo() ? "No audio: some TVs need a silent track." : "No video: viewers see a black picture.");
    }

    private static Optional<Finding> when(boolean so, Level level, String text, Object... figures) {
        return so ? found(level, text, figures) : Optional.empty();
    }

    private static Optional<Finding> found(Level level, String text, Object... figures) {
        return Optional.of(new Finding(level, String.format(Locale.ROOT, text, figures)));
    }
}
