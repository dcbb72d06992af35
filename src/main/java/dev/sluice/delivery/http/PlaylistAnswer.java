package dev.sluice.delivery.http;

import dev.sluice.hls.PresentationSnapshot;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.zip.GZIPOutputStream;

/**
 * One version of a playlist, ready to be sent to anybody.
 *
 * @param etag strong, with quotes
 * @param lastModified as an HTTP date
 * @param cacheControl value of the header
 */
record PlaylistAnswer(Buffer plain, Buffer gzipped, String etag, String lastModified, String cacheControl) {
    static PlaylistAnswer of(PresentationSnapshot.Playlist playlist, String cacheControl) {
        byte[] text = playlist.text().toArray();
        String modified =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(playlist.modified().atOffset(ZoneOffset.UTC));
        String etag = '"' + Long.toString(playlist.version(), 36) + "-"
                + Integer.toHexString(playlist.text().hashCode()) + '"';
        return new PlaylistAnswer(Buffer.buffer(text), Buffer.buffer(gzip(text)), etag, modified, cacheControl);
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
