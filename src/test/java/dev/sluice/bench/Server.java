package dev.sluice.bench;

import java.io.IOException;
import java.util.List;

/** A running server under measurement, on the first core. */
interface Server extends AutoCloseable {
    /** What the table calls it. */
    String name();

    /** The process that does the work. */
    long pid();

    int rtmpPort();

    int httpPort();

    /** Names to publish with, of {@code count} streams {@code bench-0} and on. */
    List<String> publishNames(int count) throws IOException;

    /** Where a presentation of {@code bench-0} begins. */
    String playlistPath();

    @Override
    void close() throws IOException;

    /** The name of a stream, to play it. */
    static String stream(int number) {
        return "bench-" + number;
    }
}
