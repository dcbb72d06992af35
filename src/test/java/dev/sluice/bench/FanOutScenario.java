package dev.sluice.bench;

import dev.sluice.bytes.MalformedInput;
import java.io.IOException;

/** RTMP players: of one stream, or one of each. */
final class FanOutScenario implements Scenario {
    private final String name;

    FanOutScenario(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Figures measure(Server server, Load load) throws IOException, InterruptedException, MalformedInput {
        try (Publishers publishers = new Publishers(server.rtmpPort(), load.clip());
                Players players = new Players(server.rtmpPort())) {
            for (String publishName : server.publishNames(load.streams())) {
                publishers.join(publishName);
                players.readFor(1_000 / load.streams());
            }
            for (int i = 0; i < load.players(); i++) {
                players.join(Server.stream(i % load.streams()));
                players.readFor(4);
            }
            players.readFor(load.warmUpSeconds() * 1_000L);
            players.latencies().clear();
            publishers.takeLongestLagMillis();
            long bytes = players.bytes();
            ProcessUsage before = ProcessUsage.of(server.pid());
            players.readFor(load.seconds() * 1_000L);
            ProcessUsage after = ProcessUsage.of(server.pid());
            double gigabytes = (players.bytes() - bytes) / 1e9;
            return new Figures()
                    .put("cpu_s_per_gb", after.cpuSince(before) / gigabytes)
                    .put("gb", gigabytes)
                    .put("p50_ms", players.latencies().percentileMillis(0.50))
                    .put("p99_ms", players.latencies().percentileMillis(0.99))
                    .put("server_load", after.loadSince(before))
                    .put("load_lag_ms", publishers.takeLongestLagMillis())
                    .put("lost", players.lost());
        }
    }
}
