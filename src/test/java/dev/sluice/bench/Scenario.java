package dev.sluice.bench;

import dev.sluice.bytes.MalformedInput;
import java.io.IOException;
import java.nio.file.Path;

/** One kind of load. */
interface Scenario {
    String name();

    /** Measures a server that has just been started. */
    Figures measure(Server server, Load load) throws IOException, InterruptedException, MalformedInput;

    /**
     * How much.
     *
     * @param streams publishers
     * @param players RTMP players of one stream
     * @param seconds of measuring
     * @param warmUpSeconds before that, for the JVM to compile what is hot
     * @param root what the peer serves by HTTP
     */
    record Load(int streams, int players, int seconds, int warmUpSeconds, ChunkedClip clip, Path root) {}
}
