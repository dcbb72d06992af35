package dev.sluice.conformance;

import dev.sluice.bytes.Slice;
import dev.sluice.conformance.Cases.Case;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

/** Faults of serving: HLS-30 to HLS-35, 39, 76. */
final class HttpCases {
    private static final Slice PLAYLIST = Slice.utf8(Cases.list(10, 15));
    private static final Slice SEGMENT = Slice.wrap(new byte[1_000]);
    private static final String FOLDER = "https://server/hls/";

    private HttpCases() {}

    static List<Case> sound() {
        return List.of(new Case(Rule.HLS_34, "server", report -> judge(report, answer -> answer)));
    }

    static List<Case> all() {
        return List.of(
                header(Rule.HLS_30, "content-type", "text/plain"),
                header(Rule.HLS_31, "content-encoding", "gzip"),
                header(Rule.HLS_31, "vary", "Origin"),
                header(Rule.HLS_32, "cache-control", "max-age=86401"),
                header(Rule.HLS_32, "cache-control", "no-store"),
                header(Rule.HLS_33, "access-control-allow-origin", "null"),
                header(Rule.HLS_33, "access-control-allow-methods", "PUT"),
                header(Rule.HLS_34, "content-range", "bytes 0-99/*"),
                answer(
                        Rule.HLS_34,
                        "the whole for a range",
                        answer -> answer.status() == 206 ? with(answer, 206, answer.headers(), SEGMENT) : answer),
                answer(
                        Rule.HLS_35,
                        "HEAD of another type",
                        answer -> answer.method().equals("HEAD")
                                ? with(answer, 200, changed(answer.headers(), "content-type", "x/y"), Slice.EMPTY)
                                : answer),
                answer(Rule.HLS_36, "redirect", answer -> with(answer, 307, answer.headers(), answer.content())),
                answer(
                        Rule.HLS_39,
                        "HTTP/1.1 over TLS",
                        answer -> new Download(
                                answer.method(),
                                answer.url(),
                                answer.status(),
                                answer.headers(),
                                answer.content(),
                                "HTTP_1_1",
                                0,
                                1)),
                answer(
                        Rule.HLS_76,
                        "odd names are found",
                        answer -> answer.url().contains("%2e")
                                ? with(answer, 200, answer.headers(), Slice.utf8("root:x:0:0"))
                                : answer));
    }

    private static Case header(Rule rule, String name, String value) {
        return answer(
                rule,
                name + " " + value,
                answer -> with(answer, answer.status(), changed(answer.headers(), name, value), answer.content()));
    }

    private static Case answer(Rule rule, String name, UnaryOperator<Download> fault) {
        return new Case(rule, name, report -> judge(report, fault));
    }

    private static Map<String, String> changed(Map<String, String> headers, String name, String value) {
        Map<String, String> changed = new TreeMap<>(headers);
        changed.put(name, value);
        return changed;
    }

    private static Download with(Download answer, int status, Map<String, String> headers, Slice content) {
        return new Download(answer.method(), answer.url(), status, headers, content, answer.protocol(), 0, 1);
    }

    private static void judge(Report report, UnaryOperator<Download> fault) {
        Exchange exchange = (method, url, headers) -> fault.apply(serve(method, url, headers));
        HttpRules rules = new HttpRules(exchange, report);
        rules.playlist(FOLDER + "stream.m3u8", 2);
        rules.media(exchange.get(FOLDER + "stream/1.ts"), true, 12);
        rules.missing(URI.create(FOLDER));
    }

    /** A server as it should be. */
    private static Download serve(String method, String url, String... headers) {
        Map<String, String> answer = new TreeMap<>(Map.of("access-control-allow-origin", "*"));
        boolean playlist = url.endsWith("/stream.m3u8");
        boolean segment = url.endsWith("stream/1.ts");
        if (method.equals("OPTIONS")) {
            answer.put("access-control-allow-methods", "GET, HEAD, OPTIONS");
            return new Download(method, url, 204, answer, Slice.EMPTY, "HTTP_2", 0, 1);
        }
        if (!playlist && !segment) {
            answer.put("cache-control", "max-age=1");
            return new Download(method, url, 404, answer, Slice.EMPTY, "HTTP_2", 0, 1);
        }
        answer.put("content-type", playlist ? "application/vnd.apple.mpegurl" : "video/mp2t");
        answer.put("cache-control", playlist ? "max-age=1" : "max-age=86400, immutable");
        answer.put("etag", "\"e\"");
        String asked = headers.length == 2 ? headers[0] + ": " + headers[1] : "";
        Slice body = playlist ? PLAYLIST : SEGMENT;
        int status = 200;
        if (playlist) {
            answer.put("vary", "Accept-Encoding");
            if (asked.equals("Accept-Encoding: gzip")) {
                answer.put("content-encoding", "gzip");
                body = gzip(body);
            }
        } else if (asked.startsWith("Range: bytes=")) {
            String[] range = (asked.substring(13) + " ").split("-", 2);
            String to = range[1].strip();
            int from = range[0].isEmpty() ? body.length() - Integer.parseInt(to) : Integer.parseInt(range[0]);
            int end = range[0].isEmpty() || to.isEmpty() ? body.length() : Integer.parseInt(to) + 1;
            status = from < body.length() ? 206 : 416;
            answer.put("content-range", "bytes %d-%d/%d".formatted(from, end - 1, body.length()));
            body = status == 206 ? body.slice(from, end) : Slice.EMPTY;
        }
        answer.put("content-length", "" + body.length());
        return new Download(method, url, status, answer, method.equals("HEAD") ? Slice.EMPTY : body, "HTTP_2", 0, 1);
    }

    private static Slice gzip(Slice bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes.toArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Slice.wrap(out.toByteArray());
    }
}
