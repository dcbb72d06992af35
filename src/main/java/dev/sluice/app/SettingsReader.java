package dev.sluice.app;

import dev.sluice.hls.HlsSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Reads {@link Settings} and collects every error instead of stopping at the first. */
final class SettingsReader {
    private static final Pattern APPLICATION = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final Config config;
    private final Set<String> known = new TreeSet<>();
    private final List<String> errors = new ArrayList<>();

    SettingsReader(Config config) {
        this.config = config;
    }

    /**
     * The checked settings.
     *
     * @param development whether the program runs under {@code quarkus:dev}
     */
    Settings read(boolean development) throws ConfigurationErrors {
        Path data = value("data.directory", Path.of(development ? "target/data" : "data"), "a directory", Path::of);
        Path volume = value("hls.directory", data.resolve("hls"), "a directory", Path::of);
        value("hls.formats", "mpegts", "mpegts", text -> check(text, text.equals("mpegts")));
        Duration segment = duration("hls.segment-duration", Duration.ofSeconds(2), 1_000, 10_000);
        Duration window = duration("hls.window", Duration.ofSeconds(12), 6_000, 3_600_000);
        Duration resume = duration("hls.resume-window", Duration.ofSeconds(30), 0, 600_000);
        String host = value("rtmp.host", "0.0.0.0", "an address to listen on", text -> check(text, !text.isBlank()));
        int port = value("rtmp.port", 1935, "0 to 65535", text -> inRange(Integer.parseInt(text), 0, 65_535));
        List<String> applications = value("rtmp.apps", List.of("live"), "names, comma-separated", this::applications);
        boolean play = value("rtmp.play", true, "true or false", this::flag);
        Duration gather = duration("rtmp.play-gather", Duration.ofMillis(5), 0, 1_000);
        boolean demo = value("demo.loop", development, "true or false", this::flag);
        boolean newDemoKey = value("demo.new-key", false, "true or false", this::flag);
        String node = value("node.address", "127.0.0.1", "an address", text -> check(text, !text.isBlank()));
        Optional<String> publicUrl = value(
                "public.rtmp-url", Optional.empty(), "rtmp://host/live", text -> check(Optional.of(text), rtmp(text)));
        // Read by the pages themselves.
        known.add("sluice.web.embed-ancestors");
        refuseUnknown();
        if (!errors.isEmpty()) {
            throw new ConfigurationErrors(errors);
        }
        return new Settings(
                host,
                port,
                applications,
                play,
                gather,
                data.toAbsolutePath(),
                volume.toAbsolutePath(),
                HlsSettings.of(segment, window),
                resume,
                demo,
                newDemoKey,
                node,
                publicUrl);
    }

    private Duration duration(String name, Duration otherwise, long minMillis, long maxMillis) {
        String range = minMillis + "ms to " + maxMillis / 1000 + "s";
        return value(name, otherwise, range, text -> {
            Duration duration = Durations.parse(text);
            inRange(duration.toMillis(), minMillis, maxMillis);
            return duration;
        });
    }

    private <T> T value(String name, T otherwise, String range, Function<String, T> parser) {
        String property = "sluice." + name;
        known.add(property);
        Optional<String> text = config.getOptionalValue(property, String.class);
        try {
            return text.map(String::strip).map(parser).orElse(otherwise);
        } catch (IllegalArgumentException refused) {
            errors.add(property + " = " + text.orElse("") + ": allowed is " + range);
            return otherwise;
        }
    }

    /** In the environment an unknown name is no error: Kubernetes injects names like SLUICE_RTMP_PORT_1935_TCP. */
    private void refuseUnknown() {
        for (ConfigSource source : config.getConfigSources()) {
            if (!source.getName().startsWith("EnvConfigSource")) {
                source.getPropertyNames().stream()
                        .filter(name -> name.startsWith("sluice.") && !known.contains(name))
                        .map(name -> name + ": there is no such property")
                        .filter(error -> !errors.contains(error))
                        .forEach(errors::add);
            }
        }
    }

    private List<String> applications(String text) {
        List<String> names = Stream.of(text.split(",")).map(String::strip).toList();
        return check(
                names, names.stream().allMatch(name -> APPLICATION.matcher(name).matches()));
    }

    private Boolean flag(String text) {
        return check(text.equals("true"), text.equals("true") || text.equals("false"));
    }

    private static boolean rtmp(String text) {
        return text.startsWith("rtmp://") || text.startsWith("rtmps://");
    }

    private static <T> T check(T value, boolean allowed) {
        if (!allowed) {
            throw new IllegalArgumentException("not allowed");
        }
        return value;
    }

    private static int inRange(int value, int min, int max) {
        return (int) inRange((long) value, min, max);
    }

    private static long inRange(long value, long min, long max) {
        return check(value, value >= min && value <= max);
    }
}
