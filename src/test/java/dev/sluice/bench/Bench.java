package dev.sluice.bench;

import dev.sluice.bytes.MalformedInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Starts each server in turn, so that a noisy machine is unfair to all alike, loads it and prints what it cost.
 *
 * <pre>Bench SCENARIO… [key=value…]</pre>
 *
 * <p>Keys: {@code runs}, {@code streams}, {@code players}, {@code seconds}, {@code warmup}, {@code filler} (bytes added
 * to a picture; 10,000 make 2.6 Mb/s), {@code servers} (comma-separated, to leave some out), {@code json} (a file).
 */
public final class Bench {
    private static final Map<String, Map<String, String>> SLUICE = Map.of(
            "sluice-relay", Map.of("sluice.hls.formats", "none"),
            "sluice-ts", Map.of("sluice.hls.formats", "mpegts"),
            "sluice-cmaf", Map.of());

    private final Map<String, String> options;
    private final Report report = new Report();

    private Bench(Map<String, String> options) {
        this.options = options;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException, MalformedInput {
        Map<String, String> options = new LinkedHashMap<>();
        List<String> scenarios = new ArrayList<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals > 0) {
                options.put(argument.substring(0, equals), argument.substring(equals + 1));
            } else {
                scenarios.add(argument);
            }
        }
        new Bench(options).run(scenarios);
    }

    private void run(List<String> scenarios) throws IOException, InterruptedException, MalformedInput {
        ChunkedClip clip = new ChunkedClip(number("filler", 10_000));
        for (int run = 0; run < number("runs", 3); run++) {
            for (String name : scenarios) {
                switch (name) {
                    case "ingest" -> compare(new PackagingScenario(name), 200, clip, "sluice-relay", "nginx");
                    case "packaging" ->
                        compare(new PackagingScenario(name), 200, clip, "sluice-ts", "nginx-hls", "sluice-cmaf");
                    case "capacity" ->
                        compare(new CapacityScenario(), 0, clip, "sluice-ts", "nginx-hls", "sluice-cmaf");
                    case "fanout" -> compare(new FanOutScenario(name), 1, clip, "sluice-cmaf", "nginx");
                    case "latency" -> compare(new FanOutScenario(name), 10, clip, "sluice-cmaf", "nginx");
                    case "segments" ->
                        compare(new FileScenario(true), 1, clip, "sluice-cmaf", "sluice-ts", "nginx-hls");
                    case "playlists" ->
                        compare(new FileScenario(false), 1, clip, "sluice-cmaf", "sluice-ts", "nginx-hls");
                    case "first-list" -> compare(new StartScenario(), 1, clip, "sluice-cmaf", "nginx-hls");
                    case "idle" -> compare(new IdleScenario(), 0, clip, "sluice-cmaf", "nginx-hls");
                    default -> throw new IllegalArgumentException(name);
                }
            }
        }
        report.print();
        if (options.containsKey("json")) {
            report.write(Path.of(options.get("json")));
        }
    }

    private void compare(Scenario scenario, int streams, ChunkedClip clip, String... servers)
            throws IOException, InterruptedException, MalformedInput {
        int players = scenario.name().equals("latency") ? 10 : number("players", 500);
        List<String> wanted = List.of(
                options.getOrDefault("servers", String.join(",", servers)).split(","));
        for (String name : servers) {
            boolean isPeer = name.startsWith("nginx");
            if (!wanted.contains(name) || (isPeer && !NginxServer.isInstalled())) {
                continue;
            }
            Path root = Files.createTempDirectory(Path.of("/dev/shm"), "bench-hls");
            Scenario.Load load = new Scenario.Load(
                    streams > 1 && !scenario.name().equals("latency") ? number("streams", streams) : streams,
                    players,
                    number("seconds", 20),
                    isPeer ? 5 : number("warmup", 45),
                    clip,
                    root);
            try (Server server = isPeer
                    ? new NginxServer(name, name.equals("nginx-hls"), root)
                    : new SluiceServer(name, SLUICE.get(name))) {
                Figures figures = scenario.measure(server, load);
                if (server instanceof SluiceServer ours) {
                    ours.describe(figures);
                }
                report.add(scenario.name(), name, figures);
            } finally {
                new ProcessBuilder("rm", "-rf", root.toString()).start();
            }
        }
    }

    private int number(String key, int otherwise) {
        return Integer.parseInt(options.getOrDefault(key, String.valueOf(otherwise)));
    }
}
