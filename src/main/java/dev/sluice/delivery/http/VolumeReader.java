package dev.sluice.delivery.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads files of the volume off the event loops: a pool of its own, so that a hung mount stalls nobody else,
 * with a bound on how many reads may wait and a deadline on each answer.
 */
public final class VolumeReader {
    private static final int THREADS = 4;
    private static final int MAX_WAITING = 256;
    private static final long DEADLINE_MILLIS = 2_000;

    private final Path root;
    private final Vertx vertx;
    private final WorkerExecutor readers;
    private final AtomicInteger waiting = new AtomicInteger();

    /** Reads below {@code root}, the HLS tree. */
    public VolumeReader(Vertx vertx, Path root) {
        this.root = root;
        this.vertx = vertx;
        this.readers = vertx.createSharedWorkerExecutor("sluice-volume-read", THREADS, 60, TimeUnit.SECONDS);
    }

    /**
     * The whole file, empty if there is none.
     *
     * @param path relative to the root, built from parsed values and never from a client's text
     * @return fails when the volume is slow, overloaded or broken
     */
    Future<Optional<Buffer>> read(String path) {
        if (waiting.incrementAndGet() > MAX_WAITING) {
            waiting.decrementAndGet();
            return Future.failedFuture(new IOException("too many reads wait for the volume"));
        }
        Future<Optional<Buffer>> result = readers.executeBlocking(() -> load(root.resolve(path)), false);
        result.onComplete(done -> waiting.decrementAndGet());
        return withDeadline(result);
    }

    private Future<Optional<Buffer>> withDeadline(Future<Optional<Buffer>> result) {
        Promise<Optional<Buffer>> answer = Promise.promise();
        long timer = vertx.setTimer(
                DEADLINE_MILLIS, late -> answer.tryFail(new TimeoutException("the volume did not answer in time")));
        result.onComplete(done -> {
            vertx.cancelTimer(timer);
            if (done.succeeded()) {
                answer.tryComplete(done.result());
            } else {
                answer.tryFail(done.cause());
            }
        });
        return answer.future();
    }

    /** Opens nothing through a symbolic link: a planted one must not lead out of the tree. */
    private static Optional<Buffer> load(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Buffer.buffer(Files.readAllBytes(file)));
        } catch (NoSuchFileException deletedMeanwhile) {
            return Optional.empty();
        }
    }
}
