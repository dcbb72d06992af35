package dev.sluice.bench;

import dev.sluice.bytes.MalformedInput;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Many publishers, nobody watching: what a stream costs. */
final class PackagingScenario implements Scenario {
    private final String name;

    PackagingScenario(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Figures measure(Server server, Load load) throws IOException, InterruptedException, MalformedInput {
        long idleKibibytes = ProcessUsage.residentKibibytes(server.pid());
        try (Publishers publishers = new Publishers(server.rtmpPort(), load.clip())) {
            for (String publishName : server.publishNames(load.streams())) {
                publishers.join(publishName);
                Publishers.spread(load.streams());
            }
            TimeUnit.SECONDS.sleep(load.warmUpSeconds());
            publishers.takeLongestLagMillis();
            int held = publishers.held();
            long bytes = publishers.bytes();
            ProcessUsage before = ProcessUsage.of(server.pid());
            TimeUnit.SECONDS.sleep(load.seconds());
            ProcessUsage after = ProcessUsage.of(server.pid());
            double gigabytes = (publishers.bytes() - bytes) / 1e9;
            double cpu = after.cpuSince(before);
            return new Figures()
                    .put("cpu_s_per_gb", cpu / gigabytes)
                    .put("cpu_ms_per_stream_s", cpu * 1e3 / load.streams() / load.seconds())
                    .put("server_load", after.loadSince(before))
                    .put("gb", gigabytes)
                    .put(
                            "rss_mb_per_stream",
                            (ProcessUsage.residentKibibytes(server.pid()) - idleKibibytes) / 1e3 / load.streams())
                    .put("load_lag_ms", publishers.takeLongestLagMillis())
                    .put("held", publishers.held() - held)
                    .put("lost", publishers.lost());
        }
    }
}
