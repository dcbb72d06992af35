package dev.sluice.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bytes.Secret;
import dev.sluice.live.Playback;
import dev.sluice.live.StreamName;
import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.TemplateLocator.TemplateLocation;
import io.quarkus.qute.Variant;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages as a browser gets them, over the loopback. */
class WebRoutesTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Pattern ASSET =
            Pattern.compile("(?:href|src|data-hls|data-worker)=\"(/(?:assets|vendor)/[^\"]+)\"");
    private static int port;

    @BeforeAll
    static void serve() throws Exception {
        Router router = Router.router(VERTX);
        new WebRoutes(
                        engine(),
                        WebRoutesTest::decide,
                        Optional.of("rtmp://in.example/\"><script>x"),
                        1936,
                        List.of("live"),
                        "https://a.example")
                .init(router);
        HttpServer server = VERTX.createHttpServer().requestHandler(router);
        port = server.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .actualPort();
    }

    /** Streams whose names begin with {@code private} are. */
    private static Playback decide(StreamName stream, Optional<Secret> token, String address) {
        if (!stream.value().startsWith("private")) {
            return new Playback.Open();
        }
        if (token.isEmpty()) {
            return new Playback.Refused(Playback.Why.TOKEN_MISSING);
        }
        return token.get().equals(new Secret("good"))
                ? new Playback.Granted(Instant.now().plusSeconds(100))
                : new Playback.Refused(Playback.Why.TOKEN_REFUSED);
    }

    @Test
    void tok6TheWatchPageTurnsAGoodTokenIntoACookieOfItsStream() throws Exception {
        HttpResponse<String> page = get("/watch/private-1?token=good");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(page.headers().allValues("Set-Cookie"))
                .singleElement()
                .asString()
                .matches("sluice-token-private-1=good; Path=/hls/; HttpOnly; Max-Age=(99|100); SameSite=Lax");
        assertThat(get("/embed/private-1?token=good").headers().firstValue("Set-Cookie"))
                .hasValueSatisfying(cookie -> assertThat(cookie).endsWith("; SameSite=None; Secure; Partitioned"));
    }

    @Test
    void tok3ThePagesOfAPrivateStreamNeedAToken() throws Exception {
        for (String page : List.of("/watch/private-1", "/embed/private-1")) {
            assertThat(get(page).statusCode()).isEqualTo(401);
            assertThat(get(page + "?token=bad").statusCode()).isEqualTo(403);
            assertThat(get(page + "?token=bad").headers().firstValue("Set-Cookie"))
                    .isEmpty();
            assertThat(get(page).headers().firstValue("Cache-Control")).hasValue("no-store");
        }
        assertThat(get("/watch/demo?token=good").headers().firstValue("Set-Cookie"))
                .isEmpty();
    }

    @AfterAll
    static void stop() throws Exception {
        VERTX.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/watch/demo", "/embed/demo?autoplay=1", "/nowhere"})
    void pagesRunNoInlineScriptAndSayWhatTheyMayLoad(String path) throws Exception {
        HttpResponse<String> page = get(path);
        String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertThat(policy)
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self'; ")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(page.headers().firstValue("Permissions-Policy")).isPresent();
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-cache");
        assertThat(page.body())
                .startsWith("<!doctype html>")
                .doesNotContainPattern("<script(?![^>]*\\ssrc=\"/)")
                .doesNotContainPattern("<[^>]+\\son[a-z]+=")
                .doesNotContainPattern("<[^>]+\\sstyle=")
                .doesNotContain("<style");
    }

    @Test
    void onlyTheEmbeddedPlayerMayBeFramedByOthers() throws Exception {
        assertThat(policy("/")).endsWith("frame-ancestors 'self'");
        assertThat(policy("/watch/demo")).endsWith("frame-ancestors 'self'");
        assertThat(policy("/embed/demo")).endsWith("frame-ancestors https://a.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/watch/Demo",
                "/watch/-a",
                "/watch/a.b",
                "/watch/",
                "/watch/a%2Fb",
                "/watch/%3Cscript%3E",
                "/embed/%22",
                "/watch/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void whatIsNoStreamNameIsNotFoundAndNotRepeated(String path) throws Exception {
        HttpResponse<String> page = get(path);
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.body()).contains("nothing at this address").doesNotContain("<script>", "Demo", "a.b");
    }

    @Test
    void programsGetAShortAnswerInsteadOfThePage() throws Exception {
        HttpRequest request = request("/nowhere").setHeader("Accept", "*/*").build();
        HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
    }

    @Test
    void settingsAreEscapedInThePage() throws Exception {
        assertThat(get("/").body())
                .contains("data-rtmp-url=\"rtmp://in.example/&quot;&gt;&lt;script&gt;x\"")
                .contains("data-rtmp-port=\"1936\"");
    }

    @Test
    void thePlayerKnowsItsStreamAndItsOptions() throws Exception {
        assertThat(get("/watch/demo_1-a").body())
                .contains("data-stream=\"demo_1-a\"", "data-options=\"autoplay controls\"", "data-state=\"starting\"");
        assertThat(get("/embed/demo?autoplay=0&muted=0&controls=0").body()).contains("data-options=\"\"");
        assertThat(get("/embed/demo?autoplay=1&muted=0").body()).contains("data-options=\"autoplay muted controls\"");
        assertThat(get("/embed/demo?autoplay=%22%3E").body()).contains("data-options=\"autoplay muted controls\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/watch/demo", "/embed/demo", "/nowhere"})
    void everyAssetOfAPageIsThereForEver(String path) throws Exception {
        Matcher urls = ASSET.matcher(get(path).body());
        int count = 0;
        while (urls.find()) {
            HttpResponse<String> asset = get(urls.group(1));
            assertThat(asset.statusCode()).as(urls.group(1)).isEqualTo(200);
            assertThat(asset.headers().firstValue("Cache-Control")).hasValue("public, max-age=31536000, immutable");
            assertThat(asset.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            count++;
        }
        assertThat(count).isGreaterThan(1);
    }

    @Test
    void everyModuleThatIsImportedIsServed() throws Exception {
        Pattern imports = Pattern.compile("from \"\\./([^\"]+)\"");
        WebAssets assets = new WebAssets();
        for (String name : List.of("list.js", "watch.js", "player.js", "state.js", "time.js", "page.js")) {
            Matcher matcher =
                    imports.matcher(get(assets.ownPrefix() + "/" + name).body());
            while (matcher.find()) {
                assertThat(assets.own().find(matcher.group(1)))
                        .as(matcher.group())
                        .isPresent();
            }
        }
    }

    @Test
    void anAssetOfAnotherVersionIsServedButNotKept() throws Exception {
        HttpResponse<String> asset = get("/assets/000000000000/player.js");
        assertThat(asset.statusCode()).isEqualTo(200);
        assertThat(asset.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(get("/assets/000000000000/../secret").statusCode()).isEqualTo(404);
        assertThat(get(new WebAssets().vendorPrefix() + "/vendor.lock").statusCode())
                .isEqualTo(404);
    }

    @Test
    void assetsAreCompressedForWhoTakesIt() throws Exception {
        String url = new WebAssets().vendorPrefix() + "/hls.min.mjs";
        HttpResponse<byte[]> packed = bytes(url, "br, gzip");
        assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        byte[] unpacked = new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes();
        assertThat(unpacked).isEqualTo(bytes(url, "identity").body());
        assertThat(bytes(url, "gzip;q=0, identity").headers().firstValue("Content-Encoding"))
                .isEmpty();
    }

    @Test
    void thePagesKeepTheirBudget() throws Exception {
        WebAssets assets = new WebAssets();
        long list = get("/").body().length();
        for (String name : List.of("list.js", "page.js", "sluice.css", "icon.svg")) {
            list += assets.own().find(name).orElseThrow().gzip().length();
        }
        assertThat(list).isLessThan(40_000);
        long watch = get("/watch/demo").body().length();
        for (String name : List.of("watch.js", "player.js", "state.js", "time.js", "page.js", "sluice.css")) {
            watch += assets.own().find(name).orElseThrow().gzip().length();
        }
        for (String name : List.of("hls.min.mjs", "hls.worker.js")) {
            watch += assets.vendor().find(name).orElseThrow().gzip().length();
        }
        assertThat(watch).isLessThan(320_000);
    }

    private static String policy(String path) throws Exception {
        return get(path).headers().firstValue("Content-Security-Policy").orElseThrow();
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<byte[]> bytes(String path, String encodings) throws Exception {
        HttpRequest request = request(path).header("Accept-Encoding", encodings).build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Accept", "text/html");
    }

    /** An engine with the defaults of Quarkus: templates from the class path, HTML escaped. */
    private static Engine engine() {
        return Engine.builder()
                .addDefaults()
                .addLocator(id -> Optional.of(new Html(id)))
                .addResultMapper(new HtmlEscaper(List.of("text/html")))
                .build();
    }

    private record Html(String id) implements TemplateLocation {
        @Override
        public Reader read() {
            try {
                return new StringReader(Files.readString(Path.of("src/main/resources/templates", id + ".html")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Optional<Variant> getVariant() {
            return Optional.of(new Variant(java.util.Locale.ENGLISH, StandardCharsets.UTF_8, "text/html"));
        }
    }
}
