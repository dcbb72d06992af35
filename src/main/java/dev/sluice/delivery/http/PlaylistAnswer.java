package dev.sluice.delivery.http;

import dev.sluice.bytes.Slice;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;

/**
 * One version of a playlist, ready to be sent to anybody.
 *
 * @param etag strong, with quotes
 * @param lastModified as an HTTP date
 * @param uris for the viewers of private streams
 */
record PlaylistAnswer(Buffer plain, Buffer gzipped, String etag, String lastModified, Once<PlaylistUris> uris) {
    static PlaylistAnswer of(Slice playlist, long version, Instant modified) {
        byte[] text = playlist.toArray();
        String date = DateHeader.format(modified);
        String etag = '"' + Long.toString(version, 36) + "-" + Integer.toHexString(playlist.hashCode()) + '"';
        return new PlaylistAnswer(
                Buffer.buffer(text), Buffer.buffer(gzip(text)), etag, date, new Once<>(() -> new PlaylistUris(text)));
    }

    /** The text with {@code suffix} behind every address in it. */
    Buffer with(String suffix) {
        return suffix.isEmpty() ? plain : uris.get().with(suffix);
    }

    private static byte[] gzip(byte[] text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length / 2);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
