package dev.sluice.bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Nothing at all: what the process keeps and does. */
final class IdleScenario implements Scenario {
    @Override
    public String name() {
        return "idle";
    }

    @Override
    public Figures measure(Server server, Load load) throws IOException, InterruptedException {
        TimeUnit.SECONDS.sleep(10);
        ProcessUsage before = ProcessUsage.of(server.pid());
        TimeUnit.SECONDS.sleep(load.seconds());
        return new Figures()
                .put("rss_mb", ProcessUsage.residentKibibytes(server.pid()) / 1e3)
                .put("server_load", ProcessUsage.of(server.pid()).loadSince(before));
    }
}
