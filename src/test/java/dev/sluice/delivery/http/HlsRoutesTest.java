package dev.sluice.delivery.http;

import static dev.sluice.delivery.http.HlsServer.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bytes.Slice;
import dev.sluice.hls.Format;
import dev.sluice.hls.TestPresentation;
import dev.sluice.live.StreamName;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers below /hls/ on a real socket: headers by hls.md §4, bytes from memory and from the volume. */
class HlsRoutesTest {
    private static final Slice SEGMENT = TestPresentation.TS_SEGMENT;

    private String text = "";
    private HlsServer server;

    @BeforeEach
    void serve(@TempDir Path volume) throws Exception {
        Files.createDirectories(volume.resolve("demo/6"));
        Files.write(volume.resolve("demo/6/41.ts"), new byte[376]);
        Files.writeString(volume.resolve("demo/6/secret.txt"), "not for anybody");
        Files.createSymbolicLink(volume.resolve("demo/6/42.ts"), volume.resolve("demo/6/secret.txt"));
        Files.createSymbolicLink(volume.resolve("demo/5"), volume.resolve("demo/6"));
        Files.write(volume.resolve("demo/6/40.ts"), large());
        server = new HlsServer(volume);
        text = new TestPresentation(Format.MPEGTS, server.shelf)
                .run(Duration.ofMillis(2_400))
                .files
                .get("demo/ts.m3u8")
                .toUtf8();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aPlaylistIsCompressedForThoseWhoTakeItAndCarriesItsVersion() throws Exception {
        HttpResponse<byte[]> plain = get("/hls/demo/ts.m3u8");
        assertThat(new String(plain.body(), StandardCharsets.UTF_8)).isEqualTo(text);
        assertThat(header(plain, "content-type")).isEqualTo("application/vnd.apple.mpegurl");
        assertThat(header(plain, "cache-control")).isEqualTo("max-age=1");
        assertThat(header(plain, "vary")).isEqualTo("Accept-Encoding");
        assertThat(header(plain, "date")).isEqualTo("Wed, 03 Jun 2026 00:00:00 GMT");
        assertThat(header(plain, "last-modified")).matches("Thu, 01 Jan 1970 00:00:\\d\\d GMT");

        HttpResponse<byte[]> packed = get("/hls/demo/ts.m3u8", "Accept-Encoding", "br, gzip");
        assertThat(header(packed, "content-encoding")).isEqualTo("gzip");
        assertThat(unpack(packed.body())).isEqualTo(text);
        assertThat(header(packed, "etag")).isNotEqualTo(header(plain, "etag"));

        HttpResponse<byte[]> refused = get("/hls/demo/ts.m3u8", "Accept-Encoding", "gzip;q=0");
        assertThat(header(refused, "content-encoding")).isEmpty();

        HttpResponse<byte[]> known = get("/hls/demo/ts.m3u8", "If-None-Match", header(plain, "etag"));
        assertThat(known.statusCode()).isEqualTo(304);
        assertThat(known.body()).isEmpty();

        assertThat(get("/hls/demo/ts.m3u8", "Range", "bytes=0-3").statusCode())
                .as("players mistake a part of a playlist for its length")
                .isEqualTo(200);
    }

    @Test
    void aSegmentComesFromMemoryOrFromTheVolumeWhole() throws Exception {
        HttpResponse<byte[]> live = get("/hls/demo/7/43.ts");
        assertThat(live.body()).hasSize(SEGMENT.length());
        assertThat(header(live, "content-type")).isEqualTo("video/mp2t");
        assertThat(header(live, "cache-control")).contains("immutable");
        assertThat(header(live, "content-encoding")).isEmpty();

        assertThat(get("/hls/demo/6/41.ts").body()).hasSize(376);
        assertThat(get("/hls/demo/6/99.ts").statusCode()).isEqualTo(404);
        assertThat(get("/hls/demo/6/42.ts").statusCode())
                .as("a link is not followed")
                .isEqualTo(404);
        assertThat(get("/hls/demo/5/41.ts").statusCode())
                .as("nor one to a directory")
                .isEqualTo(404);
        assertThat(server.viewers.active("demo")).isEqualTo(1);
    }

    @Test
    void aRangeIsExactAndOneBehindTheEndIsRefused() throws Exception {
        HttpResponse<byte[]> part = get("/hls/demo/7/43.ts", "Range", "bytes=0-99");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).hasSize(100);
        assertThat(header(part, "content-range")).isEqualTo("bytes 0-99/1880");

        HttpResponse<byte[]> behind = get("/hls/demo/7/43.ts", "Range", "bytes=1880-");
        assertThat(behind.statusCode()).isEqualTo(416);
        assertThat(header(behind, "content-range")).isEqualTo("bytes */1880");
    }

    @Test
    void aLargeFileOfTheVolumeComesWholeOrInRanges() throws Exception {
        assertThat(get("/hls/demo/6/40.ts").body()).isEqualTo(large());

        HttpResponse<byte[]> part = get("/hls/demo/6/40.ts", "Range", "bytes=262100-900000");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(large(), 262_100, 900_001));
        assertThat(header(part, "content-range")).isEqualTo("bytes 262100-900000/1000000");

        HttpResponse<byte[]> head =
                send(request("/hls/demo/6/40.ts").method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(header(head, "content-length")).isEqualTo("1000000");
        assertThat(server.totals.servedBytes(new StreamName("demo"))).isEqualTo(1_000_000 + 637_901);
        get("/hls/elsewhere.m3u8");
        assertThat(server.totals.servedBytes(new StreamName("elsewhere"))).isZero();
    }

    @Test
    void headHasTheHeadersOfGetAndNoBody() throws Exception {
        HttpResponse<byte[]> head =
                send(request("/hls/demo/7/43.ts").method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(header(head, "content-length")).isEqualTo("1880");
        assertThat(head.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/hls/demo.m3u8", "/hls/none.m3u8", "/hls/", "/hls/demo/7/43.ts", "/hls/demo/6/99.ts"})
    void foreignPagesMayReadEveryAnswer(String path) throws Exception {
        assertThat(header(get(path), "access-control-allow-origin")).isEqualTo("*");
        HttpResponse<byte[]> preflight = send(request(path).method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(header(preflight, "access-control-allow-methods")).isEqualTo("GET, HEAD, OPTIONS");
    }

    @Test
    void onlyReadingIsAllowed() throws Exception {
        HttpResponse<byte[]> post = send(request("/hls/demo.m3u8").POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(post.statusCode()).isEqualTo(405);
        assertThat(header(post, "allow")).isEqualTo("GET, HEAD, OPTIONS");
        assertThat(header(post, "access-control-allow-origin")).isEqualTo("*");
    }

    /** Raw bytes, because an HTTP client tidies such paths before it sends them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/hls/../etc/passwd",
                "/hls/demo/6/../6/secret.txt",
                "/hls/demo/6/%2e%2e/6/41.ts",
                "/hls/demo//7/43.ts",
                "/hls/demo/7/43.ts;x=y",
                "/hls/demo/7/43.ts/",
                "/hls/demo/7/43.TS",
                "/hls/demo/07/43.ts",
                "/hls/Demo.m3u8",
                "/hls/demo/6/secret.txt",
                "/hls/demo%2em3u8"
            })
    void whatTheGrammarDoesNotKnowIsNotFound(String path) throws Exception {
        assertThat(rawStatus(path)).isIn(404, 400);
    }

    private int rawStatus(String path) throws Exception {
        try (Socket socket = server.open(path)) {
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            return Integer.parseInt(answer.substring(9, 12));
        }
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        return server.get(path, headers);
    }

    private HttpRequest.Builder request(String path) {
        return server.request(path);
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        return server.send(request);
    }

    private static byte[] large() {
        byte[] content = new byte[1_000_000];
        new SplittableRandom(1).nextBytes(content);
        return content;
    }

    private static String unpack(byte[] gzip) throws IOException {
        return new String(new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes(), StandardCharsets.UTF_8);
    }
}
