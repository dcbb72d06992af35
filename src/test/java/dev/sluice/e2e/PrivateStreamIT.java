package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** TOK-3 to TOK-6 on the packaged program: who sees a private stream, also through a cache and without a database. */
class PrivateStreamIT {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static RunningSluice sluice;
    private static SocketPublisher encoder;
    private static volatile boolean over;
    private static Thread feeding;

    @BeforeAll
    static void publish() throws Exception {
        sluice = RunningSluice.start("private", Map.of("sluice.playback.secrets", "one:" + SECRET));
        sluice.demoKey();
        StreamTable table = new StreamTable(sluice);
        String key = table.make("secret");
        table.change("UPDATE streams SET visibility = 'private' WHERE name = 'secret'");
        encoder = new SocketPublisher(sluice.rtmpPort(), key);
        feeding = new Thread(PrivateStreamIT::feed, "feeding");
        feeding.setDaemon(true);
        feeding.start();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> sluice.get(hls("secret/a0.m3u8") + "?token=" + token("secret"))
                        .body()
                        .contains(".m4s"));
    }

    private static void feed() {
        try {
            encoder.await(dev.sluice.rtmp.client.ClientState.PUBLISHED, Duration.ofSeconds(10));
            while (!over) {
                encoder.audio();
                encoder.listen(20);
            }
        } catch (Exception ended) {
            over = true;
        }
    }

    @AfterAll
    static void stop() throws Exception {
        over = true;
        feeding.join(2_000);
        encoder.close();
        sluice.close();
    }

    @Test
    void tok3APrivateStreamIsForWhoHasAToken() {
        String token = token("secret");
        for (String path :
                new String[] {"/hls/secret.m3u8", "/hls/secret/a0.m3u8", "/api/v1/live/secret", "/watch/secret"}) {
            assertThat(sluice.get(sluice.httpUrl() + path).statusCode())
                    .as(path)
                    .isEqualTo(401);
            assertThat(sluice.get(sluice.httpUrl() + path + "?token=" + token + "x")
                            .statusCode())
                    .as(path)
                    .isEqualTo(403);
            assertThat(sluice.get(sluice.httpUrl() + path + "?token=" + token).statusCode())
                    .as(path)
                    .isEqualTo(200);
        }
        assertThat(sluice.get(sluice.httpUrl() + "/api/v1/live").body()).doesNotContain("secret");
        assertThat(sluice.log()).doesNotContain(token);
    }

    @Test
    void tok6TheCookieOfTheWatchPagePlays() {
        HttpResponse<String> page = sluice.get(sluice.httpUrl() + "/watch/secret?token=" + token("secret"));
        String cookie = page.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        HttpResponse<String> list = sluice.get(hls("secret/a0.m3u8"), "Cookie", cookie);
        assertThat(list.statusCode()).isEqualTo(200);
        assertThat(list.body()).doesNotContain("token");
        assertThat(list.headers().firstValue("Vary"))
                .hasValueSatisfying(vary -> assertThat(vary).contains("Cookie"));
    }

    @Test
    void tok3RtmpPlayNeedsTheTokenToo() throws Exception {
        Process refused = play(sluice.rtmpUrl() + "/secret");
        assertThat(refused.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(refused.exitValue()).isNotZero();
        assertThat(sluice.log()).contains("event=refused reason=stream_not_found");

        Process playing = play(sluice.rtmpUrl() + "/secret?token=" + token("secret"));
        try {
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> sluice.metric("sluice_rtmp_connections", "state=\"playing\"") == 1);
        } finally {
            playing.destroyForcibly().waitFor();
        }
    }

    @Test
    void tok3PlayingEndsWithItsTokenAndATokenMayBeSignedElsewhere() throws Exception {
        Instant end = Instant.now().plusSeconds(5);
        String token = signed("1.one.secret.0." + end.getEpochSecond() + ".any");
        assertThat(sluice.get(hls("secret/a0.m3u8") + "?token=" + token).statusCode())
                .isEqualTo(200);
        double before = sluice.metric("sluice_rtmp_connections_closed_total", "reason=\"stream_not_found\"");
        Process playing = play(sluice.rtmpUrl() + "/secret?token=" + token);
        try {
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> sluice.metric("sluice_rtmp_connections_closed_total", "reason=\"stream_not_found\"")
                            == before + 1);
        } finally {
            playing.destroyForcibly().waitFor();
        }
        assertThat(Instant.now()).isAfter(end.minusSeconds(1));
        assertThat(sluice.get(hls("secret/a0.m3u8") + "?token=" + token).statusCode())
                .isEqualTo(403);
    }

    /** As docs/playback-tokens.md tells whoever signs. */
    private static String signed(String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
        return text + "."
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static Process play(String url) throws IOException {
        return new ProcessBuilder("ffmpeg", "-v", "error", "-i", url, "-f", "null", "-")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Test
    void tok4TheVisibilityIsOnTheVolumeAndNeverServed() {
        Path word = sluice.data().resolve("hls/.state/secret");
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(word).hasContent("private"));
        assertThat(sluice.get(hls(".state/secret")).statusCode()).isEqualTo(404);
    }

    @Test
    void tok5ACacheNeverGivesWhatItKeepsToAViewerWithoutAToken() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/sbin/nginx")), "nginx is not installed");
        int port = RunningSluice.freePort();
        Path home = Files.createTempDirectory(sluice.data(), "nginx-");
        Process nginx = nginx(home, port);
        try {
            String cache = "http://127.0.0.1:" + port;
            await().atMost(Duration.ofSeconds(10))
                    .ignoreExceptions()
                    .until(() -> sluice.get(cache + "/hls/x").statusCode() == 404);
            String token = token("secret");
            // The first segments of a new list are gaps.
            await().atMost(Duration.ofSeconds(20))
                    .until(() ->
                            sluice.get(newestSegment(sluice.httpUrl(), token)).statusCode() == 200);
            String segment = newestSegment(cache, token);
            HttpResponse<String> first = sluice.get(segment);
            assertThat(first.statusCode()).as(segment).isEqualTo(200);
            assertThat(first.headers().firstValue("X-Cache")).hasValue("MISS");
            assertThat(sluice.get(segment).headers().firstValue("X-Cache")).hasValue("HIT");
            String bare = segment.substring(0, segment.indexOf('?'));
            for (String path : new String[] {bare, cache + "/hls/secret/a0.m3u8", cache + "/hls/secret.m3u8"}) {
                assertThat(sluice.get(path).statusCode()).as(path).isEqualTo(401);
                assertThat(sluice.get(path + "?token=" + token + "x").statusCode())
                        .isEqualTo(403);
                assertThat(sluice.get(path, "Cookie", "sluice-token-secret=" + token)
                                .statusCode())
                        .isEqualTo(200);
                // What the cookie opened is not kept for those who have none.
                assertThat(sluice.get(path).statusCode()).as(path).isEqualTo(401);
            }
        } finally {
            nginx.destroy();
            nginx.waitFor(5, TimeUnit.SECONDS);
        }
    }

    private static String newestSegment(String server, String token) {
        return server + "/hls/secret/"
                + sluice.get(server + "/hls/secret/a0.m3u8?token=" + token)
                        .body()
                        .lines()
                        .filter(line -> line.contains(".m4s?token=") && !line.startsWith("#"))
                        .reduce((older, newer) -> newer)
                        .orElseThrow();
    }

    /** The recipe of docs/playback-tokens.md. */
    private static Process nginx(Path home, int port) throws IOException {
        String guide = Files.readString(Path.of("docs/playback-tokens.md"));
        String recipe = guide.substring(guide.indexOf("location /hls/ {"), guide.indexOf("```\n\nWith a CDN"));
        String config = "daemon off; master_process off; pid " + home + "/pid; error_log " + home + "/log;\n"
                + "events {}\nhttp {\naccess_log off;\n"
                + "client_body_temp_path " + home + "/b; proxy_temp_path " + home + "/p; fastcgi_temp_path " + home
                + "/f; uwsgi_temp_path " + home + "/u; scgi_temp_path " + home + "/s;\n"
                + "proxy_cache_path " + home + "/cache levels=1:2 keys_zone=hls:1m;\n"
                + "server { listen 127.0.0.1:" + port + "; add_header X-Cache $upstream_cache_status;\n"
                + recipe.replace("http://sluice:8080", sluice.httpUrl()) + "}}\n";
        Path file = Files.writeString(home.resolve("nginx.conf"), config);
        return new ProcessBuilder("/usr/sbin/nginx", "-c", file.toString(), "-p", home.toString(), "-e", home + "/log")
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("out").toFile())
                .start();
    }

    private static String hls(String path) {
        return sluice.httpUrl() + "/hls/" + path;
    }

    private static String token(String stream) {
        ApiClient.Answer answer =
                new ApiClient(sluice).post("/api/v1/streams/" + stream + "/tokens", "{\"lifetime\": 600}");
        assertThat(answer.status()).as(answer.response()::body).isEqualTo(201);
        return answer.text("token");
    }
}
