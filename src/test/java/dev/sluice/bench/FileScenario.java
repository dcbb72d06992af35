package dev.sluice.bench;

import dev.sluice.bytes.MalformedInput;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** One file of one live stream, asked for by connections that never rest. */
final class FileScenario implements Scenario {
    private static final int CONNECTIONS = 50;
    private static final int STREAM_SECONDS = 14;

    private final boolean segments;

    /** Segments, or media playlists. */
    FileScenario(boolean segments) {
        this.segments = segments;
    }

    @Override
    public String name() {
        return segments ? "segments" : "playlists";
    }

    @Override
    public Figures measure(Server server, Load load) throws IOException, InterruptedException, MalformedInput {
        try (Publishers publishers = new Publishers(server.rtmpPort(), load.clip())) {
            publishers.join(server.publishNames(1).get(0));
            TimeUnit.SECONDS.sleep(STREAM_SECONDS);
            Presentation presentation = Presentation.of(server);
            String path = segments ? presentation.segment() : presentation.playlist();
            try (HttpLoad http = new HttpLoad(server.httpPort(), path, CONNECTIONS)) {
                http.runFor(load.warmUpSeconds() * 500L);
                long answers = http.answers();
                long bytes = http.bytes();
                ProcessUsage before = ProcessUsage.of(server.pid());
                http.runFor(load.seconds() * 1_000L);
                ProcessUsage after = ProcessUsage.of(server.pid());
                double cpu = after.cpuSince(before);
                return new Figures()
                        .put("cpu_s_per_gb", cpu / ((http.bytes() - bytes) / 1e9))
                        .put("requests_per_cpu_s", (double) (http.answers() - answers) / cpu)
                        .put("bytes_per_answer", (http.bytes() - bytes) / (double) (http.answers() - answers))
                        .put("server_load", after.loadSince(before))
                        .put("failures", (double) http.failures());
            }
        }
    }
}
