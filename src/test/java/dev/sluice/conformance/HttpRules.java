package dev.sluice.conformance;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** How playlists and media are served: HLS-30 to HLS-36, 39 and 76. */
final class HttpRules {
    private static final String PLAYLIST = "application/vnd\\.apple\\.mpegurl|audio/mpegurl";
    private static final String TRANSPORT_STREAM = "video/mp2t";
    private static final String MP4 = "(video|audio)/mp4|video/iso\\.segment|audio/iso\\.segment";
    private static final Pattern MAX_AGE = Pattern.compile("max-age=([0-9]+)");
    private static final List<String> ODD = List.of(
            "..%2f..%2f..%2fetc/passwd",
            "%2e%2e/%2e%2e/%2e%2e/etc/passwd",
            "../../../etc/passwd",
            "x/../../../../etc/passwd",
            "%00.m3u8",
            "UPPER.m3u8",
            "a%20b.m3u8",
            ".m3u8",
            "%ff%fe.m3u8",
            "stream/1/nothing.ts",
            "stream/99999999999999999999/1.ts");

    private final Exchange exchange;
    private final Report report;

    HttpRules(Exchange exchange, Report report) {
        this.exchange = exchange;
        this.report = report;
    }

    /** Asks for a playlist in every way. */
    void playlist(String url, int targetSeconds) {
        Download plain = exchange.get(url);
        answered(plain, 200);
        type(plain, PLAYLIST);
        report.require(
                Rule.HLS_31,
                plain.header("content-encoding").isEmpty(),
                () -> url + " is compressed without being asked");
        freshness(plain, 0, 6L * targetSeconds);
        Download packed = exchange.get(url, "Accept-Encoding", "gzip");
        answered(packed, 200);
        report.require(
                Rule.HLS_31,
                packed.header("content-encoding").equals(Optional.of("gzip")) && unpacks(packed.body()),
                () -> url + " is not compressed when that is accepted");
        for (Download answer : List.of(plain, packed)) {
            report.require(
                    Rule.HLS_31,
                    answer.header("vary")
                            .filter(vary ->
                                    vary.toLowerCase(java.util.Locale.ROOT).contains("accept-encoding"))
                            .isPresent(),
                    () -> url + " has no Vary: Accept-Encoding");
        }
        Download part = exchange.get(url, "Range", "bytes=0-99");
        report.require(
                Rule.HLS_34, part.status() == 200, () -> url + " answers " + part.status() + " to a range of a list");
        head(url, plain, false);
        conditional(url, plain);
        preflight(url);
        if (url.startsWith("https:")) {
            report.require(
                    Rule.HLS_39, plain.protocol().equals("HTTP_2"), () -> url + " is served by " + plain.protocol());
        }
    }

    /** Asks for a segment, a part or an init segment, whose bytes are known, in every way. */
    void media(Download known, boolean transportStream, double windowSeconds) {
        String url = known.url();
        answered(known, 200);
        type(known, transportStream ? TRANSPORT_STREAM : MP4);
        freshness(known, (long) windowSeconds, Long.MAX_VALUE);
        head(url, known, true);
        range(url, known.body(), "bytes=0-99", 0, 100);
        range(url, known.body(), "bytes=0-1", 0, 2);
        range(url, known.body(), "bytes=100-", 100, known.body().length);
        range(url, known.body(), "bytes=-50", known.body().length - 50, known.body().length);
        Download beyond = exchange.get(url, "Range", "bytes=" + known.body().length + "-");
        answered(beyond, 416);
        Download packed = exchange.get(url, "Accept-Encoding", "gzip");
        report.require(
                Rule.HLS_31, packed.header("content-encoding").isEmpty(), () -> url + " is media and compressed");
        conditional(url, known);
        preflight(url);
    }

    /** Asks for what does not exist. {@code folder} is where playlists lie, with a slash at its end. */
    void missing(URI folder) {
        Download nothing = exchange.get(folder + "there-is-no-such-stream.m3u8");
        answered(nothing, 404);
        freshness(nothing, 0, 1);
        for (String odd : ODD) {
            Download answer = exchange.get(folder + odd);
            boolean refused = answer.status() == 400 || answer.status() == 404;
            boolean silent = !new String(answer.body(), StandardCharsets.ISO_8859_1).contains("root:");
            report.require(Rule.HLS_76, refused && silent, () -> odd + " answers " + answer.status());
        }
    }

    /** What every answer has, whatever its status. */
    void answered(Download answer, int status) {
        report.require(
                Rule.HLS_36,
                answer.status() < 300 || answer.status() == 304 || answer.status() >= 400,
                () -> answer.url() + " redirects");
        report.require(
                status == 200 || status == 206 || status == 416 ? Rule.HLS_34 : Rule.HLS_33,
                answer.status() == status,
                () -> "%s %s answers %d, not %d".formatted(answer.method(), answer.url(), answer.status(), status));
        report.require(
                Rule.HLS_33,
                answer.header("access-control-allow-origin").equals(Optional.of("*")),
                () -> "%s %s: no CORS on %d".formatted(answer.method(), answer.url(), answer.status()));
    }

    private void type(Download answer, String pattern) {
        String type = answer.header("content-type").orElse("");
        report.require(
                Rule.HLS_30, type.split(";", -1)[0].matches(pattern), () -> answer.url() + " is of type " + type);
    }

    private void freshness(Download answer, long least, long most) {
        String control = answer.header("cache-control").orElse("");
        Matcher age = MAX_AGE.matcher(control);
        boolean dated = age.find();
        boolean never = control.contains("no-store") || control.contains("no-cache");
        long seconds = dated ? Long.parseLong(age.group(1)) : 0;
        report.require(
                Rule.HLS_32,
                least > 0 ? dated && !never && seconds >= least : never || (dated && seconds <= most),
                () -> "%s (%d): Cache-Control %s".formatted(answer.url(), answer.status(), control));
    }

    private void head(String url, Download get, boolean immutable) {
        Download head = exchange.send("HEAD", url);
        answered(head, 200);
        List<String> names = immutable
                ? List.of("content-type", "content-length", "cache-control", "etag", "accept-ranges")
                : List.of("content-type", "cache-control", "vary");
        for (String name : names) {
            report.require(
                    Rule.HLS_35,
                    head.header(name).equals(get.header(name)),
                    () -> "%s: %s of HEAD is %s, of GET %s".formatted(url, name, head.header(name), get.header(name)));
        }
        report.require(Rule.HLS_35, head.body().length == 0, () -> url + ": HEAD has a body");
    }

    private void range(String url, byte[] whole, String range, int from, int to) {
        Download answer = exchange.get(url, "Range", range);
        answered(answer, 206);
        String expected = "bytes %d-%d/%d".formatted(from, to - 1, whole.length);
        report.require(
                Rule.HLS_34,
                Arrays.equals(answer.body(), Arrays.copyOfRange(whole, from, to))
                        && answer.header("content-range").equals(Optional.of(expected))
                        && answer.header("content-length").equals(Optional.of("" + (to - from))),
                () -> "%s %s: %d bytes, Content-Range %s"
                        .formatted(url, range, answer.body().length, answer.header("content-range")));
    }

    private void conditional(String url, Download known) {
        known.header("etag").ifPresent(etag -> {
            Download again = exchange.get(url, "If-None-Match", etag);
            report.require(
                    Rule.HLS_33,
                    again.header("access-control-allow-origin").isPresent(),
                    () -> "%s: no CORS on %d".formatted(url, again.status()));
        });
    }

    private void preflight(String url) {
        Download answer = exchange.send(
                "OPTIONS", url, "Origin", "https://player.example", "Access-Control-Request-Method", "GET");
        report.require(
                Rule.HLS_33,
                answer.status() / 100 == 2
                        && answer.header("access-control-allow-origin").equals(Optional.of("*"))
                        && answer.header("access-control-allow-methods")
                                .filter(methods -> methods.contains("GET") && methods.contains("HEAD"))
                                .isPresent(),
                () -> "OPTIONS %s answers %d %s".formatted(url, answer.status(), answer.headers()));
    }

    private static boolean unpacks(byte[] body) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).startsWith("#EXTM3U");
        } catch (IOException e) {
            return false;
        }
    }
}
