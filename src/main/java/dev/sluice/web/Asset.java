package dev.sluice.web;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** One static file, held in memory as it is and compressed, so that no request touches a file or a deflater. */
record Asset(String name, String contentType, Buffer plain, Buffer gzip) {

    /** Reads {@code folder/name} from the class path; a missing file is a fault of the build. */
    static Asset read(String folder, String name) {
        var path = folder + "/" + name;
        try (InputStream in = Asset.class.getClassLoader().getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + path);
            }
            byte[] content = in.readAllBytes();
            return new Asset(name, contentTypeOf(name), Buffer.buffer(content), compress(content));
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }

    private static Buffer compress(byte[] content) throws IOException {
        var out = new ByteArrayOutputStream(content.length / 2 + 64);
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return Buffer.buffer(out.toByteArray());
    }

    private static String contentTypeOf(String name) {
        var extension = name.substring(name.lastIndexOf('.') + 1);
        return switch (extension) {
            case "js", "mjs" -> "text/javascript; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "svg" -> "image/svg+xml";
            default -> "text/plain; charset=utf-8";
        };
    }
}
