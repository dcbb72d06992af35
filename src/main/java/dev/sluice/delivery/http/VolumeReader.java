package dev.sluice.delivery.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

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
     * Opens a file; empty if there is none. Whoever gets one closes it.
     *
     * @param path relative to the root, built from parsed values and never from a client's text
     * @return fails when the volume is slow, overloaded or broken
     */
    Future<Optional<VolumeFile>> open(String path) {
        return ask(() -> openOnce(path), late -> late.ifPresent(VolumeFile::close));
    }

    Future<Buffer> read(FileChannel channel, long position, int length) {
        return ask(() -> load(channel, position, length), late -> {});
    }

    /** Even closing may hang. */
    void close(FileChannel channel) {
        var unused = readers.executeBlocking(
                () -> {
                    channel.close();
                    return true;
                },
                false);
    }

    /** {@code whenLate} gets what nobody waits for any more. */
    private <T> Future<T> ask(Callable<T> task, Consumer<T> whenLate) {
        if (waiting.incrementAndGet() > MAX_WAITING) {
            waiting.decrementAndGet();
            return Future.failedFuture(new IOException("too many reads wait for the volume"));
        }
        Future<T> result = readers.executeBlocking(task, false);
        Promise<T> answer = Promise.promise();
        long timer = vertx.setTimer(
                DEADLINE_MILLIS, late -> answer.tryFail(new TimeoutException("the volume did not answer in time")));
        result.onComplete(done -> {
            waiting.decrementAndGet();
            vertx.cancelTimer(timer);
            if (done.failed()) {
                answer.tryFail(done.cause());
            } else if (!answer.tryComplete(done.result())) {
                whenLate.accept(done.result());
            }
        });
        return answer.future();
    }

    private Optional<VolumeFile> openOnce(String path) throws IOException {
        try {
            return openFile(path);
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException stale) {
            // NFS: another node replaced or deleted it; a name looked up anew tells which (ESTALE).
            try {
                return openFile(path);
            } catch (NoSuchFileException absent) {
                return Optional.empty();
            }
        }
    }

    /** Opens nothing through a symbolic link: a planted one must not lead out of the tree. */
    private Optional<VolumeFile> openFile(String path) throws IOException {
        Path file = root;
        for (Path step : Path.of(path)) {
            if (Files.isSymbolicLink(file) && !file.equals(root)) {
                return Optional.empty();
            }
            file = file.resolve(step);
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        try {
            return Optional.of(new VolumeFile(this, channel, channel.size()));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static Buffer load(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(length);
        while (piece.hasRemaining()) {
            if (channel.read(piece, position + piece.position()) < 0) {
                throw new EOFException("a file of the volume has become shorter");
            }
        }
        return Buffer.buffer(piece.array());
    }
}
