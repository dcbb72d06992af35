package dev.sluice.bench;

import dev.sluice.bytes.MalformedInput;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How many streams one core holds in real time: more and more publishers until players of the first ones wait. */
final class CapacityScenario implements Scenario {
    private static final int STEP = 25;
    private static final int MOST = 1_500;
    private static final int WATCHED = 5;
    private static final long STEP_MILLIS = 4_000;
    private static final double MOST_LAG_MILLIS = 50;

    @Override
    public String name() {
        return "capacity";
    }

    @Override
    public Figures measure(Server server, Load load) throws IOException, InterruptedException, MalformedInput {
        List<String> names = server.publishNames(MOST);
        int streams = 0;
        double lag = 0;
        double loadLag = 0;
        try (Publishers publishers = new Publishers(server.rtmpPort(), load.clip());
                Players players = new Players(server.rtmpPort())) {
            for (; streams < WATCHED; streams++) {
                publishers.join(names.get(streams));
                players.join(Server.stream(streams));
            }
            int held = 0;
            boolean isHeld = true;
            while (isHeld && streams < MOST) {
                held = streams;
                for (int i = 0; i < STEP; i++, streams++) {
                    publishers.join(names.get(streams));
                    players.readFor(2_000 / STEP);
                }
                // The first steps are the JVM's warm-up.
                players.readFor(held < 4 * STEP ? load.warmUpSeconds() * 250L : STEP_MILLIS / 2);
                players.latencies().clear();
                publishers.takeLongestLagMillis();
                players.readFor(STEP_MILLIS);
                lag = players.latencies().percentileMillis(0.99);
                loadLag = publishers.takeLongestLagMillis();
                isHeld = lag <= MOST_LAG_MILLIS && publishers.lost() == 0;
            }
            TimeUnit.MILLISECONDS.sleep(1);
            return new Figures().put("streams", held).put("lag_p99_ms", lag).put("load_lag_ms", loadLag);
        }
    }
}
