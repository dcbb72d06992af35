package dev.sluice.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A running FFmpeg and what it printed. */
record FfmpegProcess(Process process, Path log) implements AutoCloseable {
    String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The exit code; FFmpeg is killed when it runs longer than {@code limit}. */
    int awaitExit(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("FFmpeg still runs after " + limit + ":\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends it as a crash does: no unpublish, no goodbye. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Ends it as a user does: FFmpeg writes its trailer and unpublishes. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
