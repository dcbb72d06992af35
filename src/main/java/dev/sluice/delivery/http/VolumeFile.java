package dev.sluice.delivery.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.channels.FileChannel;

/**
 * An open file of the volume. Read in pieces by the pool of its reader, so that neither a slow volume nor a slow viewer
 * makes anybody hold more than a piece.
 */
final class VolumeFile {
    private final VolumeReader reader;
    private final FileChannel channel;
    private final long size;

    VolumeFile(VolumeReader reader, FileChannel channel, long size) {
        this.reader = reader;
        this.channel = channel;
        this.size = size;
    }

    long size() {
        return size;
    }

    /** Exactly {@code length} bytes; fails when the file has become shorter. */
    Future<Buffer> read(long position, int length) {
        return reader.read(channel, position, length);
    }

    void close() {
        reader.close(channel);
    }
}
