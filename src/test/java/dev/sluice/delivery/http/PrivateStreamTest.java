package dev.sluice.delivery.http;

import static dev.sluice.delivery.http.HlsServer.answer;
import static dev.sluice.delivery.http.HlsServer.header;
import static dev.sluice.delivery.http.HlsServer.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bytes.Secret;
import dev.sluice.hls.Format;
import dev.sluice.hls.TestPresentation;
import dev.sluice.live.Playback;
import dev.sluice.live.StreamName;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TOK-3, TOK-5: what of a private stream is answered to whom, and what caches are told. */
class PrivateStreamTest {
    private static final String LIST = "/hls/demo/v0.m3u8";
    private static final String TOKEN = "?token=good";
    private static final String COOKIE = "sluice-token-demo=good";

    private HlsServer server;
    private TestPresentation stream;
    private volatile Instant expires = Instant.now().plusSeconds(600);

    @BeforeEach
    void serve(@TempDir Path volume) throws Exception {
        server = new HlsServer(volume);
        server.authorizer = this::decide;
        stream = new TestPresentation(Format.CMAF, server.shelf);
        stream.run(Duration.ofMillis(4_440));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Playback decide(StreamName name, Optional<Secret> token, String address) {
        if (!name.value().equals("demo")) {
            return new Playback.Refused(Playback.Why.STREAM_UNKNOWN);
        }
        if (token.isEmpty()) {
            return new Playback.Refused(Playback.Why.TOKEN_MISSING);
        }
        return token.get().equals(new Secret("good")) && Instant.now().isBefore(expires)
                ? new Playback.Granted(expires)
                : new Playback.Refused(Playback.Why.TOKEN_REFUSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/hls/demo.m3u8",
                LIST,
                LIST + "?_HLS_msn=45",
                LIST + "?_HLS_msn=46&_HLS_part=2",
                "/hls/demo/7/v0-init-0.mp4",
                "/hls/demo/7/v0-44.m4s",
                "/hls/demo/7/v0-p21.m4s",
                "/hls/demo/7/v0-p22.m4s",
                "/hls/demo/7/v0-1.m4s",
                "/hls/demo/7/poster-44.mp4",
                "/hls/demo/7/index.m3u8",
            })
    void tok3NothingIsAnsweredWithoutAToken(String path) throws Exception {
        String more = path.contains("?") ? "&" : "?";
        for (HttpResponse<byte[]> missing : List.of(
                server.get(path),
                server.get(path, "Range", "bytes=0-1"),
                server.get(path, "Cookie", "sluice-token-other=good"),
                server.send(server.request(path).method("HEAD", HttpRequest.BodyPublishers.noBody())))) {
            assertThat(missing.statusCode()).as(path).isIn(401, 404);
            if (!path.endsWith("index.m3u8")) {
                assertThat(missing.statusCode()).isEqualTo(401);
                assertThat(header(missing, "cache-control")).isEqualTo("no-store");
                assertThat(header(missing, "www-authenticate")).isEqualTo("Bearer");
                assertThat(header(missing, "access-control-allow-origin")).isEqualTo("*");
            }
        }
        if (!path.endsWith("index.m3u8")) {
            for (String wrong : List.of("token=bad", "token=", "token=good&token=good", "token=go%6fd")) {
                HttpResponse<byte[]> refused = server.get(path + more + wrong);
                assertThat(refused.statusCode()).as(wrong).isEqualTo(403);
                assertThat(header(refused, "cache-control")).isEqualTo("no-store");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/hls//demo/v0.m3u8",
                "/hls/./demo/v0.m3u8",
                "/hls/demo/v0.m3u8;token=good",
                "/hls/%64emo/v0.m3u8",
                "/hls/DEMO/v0.m3u8",
                "/hls/demo/v0.m3u8/",
                "/hls/other/../demo/v0.m3u8",
                "/hls/.state/demo",
            })
    void tok3NoOtherSpellingLeadsPastTheCheck(String path) throws Exception {
        assertThat(server.get(path + "?token=good").statusCode()).isEqualTo(404);
        assertThat(server.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void everyAddressInAPlaylistCarriesTheTokenOfItsQuery() throws Exception {
        for (String path : List.of("/hls/demo.m3u8", LIST, LIST + "?_HLS_skip=YES")) {
            String more = path.contains("?") ? "&token=good" : TOKEN;
            String plain = text(server.get(path, "Cookie", COOKIE));
            HttpResponse<byte[]> signed = server.get(path + more, "Accept-Encoding", "gzip");
            assertThat(header(signed, "content-encoding")).isEmpty();
            assertThat(plain).doesNotContain("token");
            String expected = plain.replaceAll("URI=\"([^\"]+)\"", "URI=\"$1?token=good\"")
                    .replaceAll("(?m)^([^#\\n].*)$", "$1?token=good");
            assertThat(text(signed)).isEqualTo(expected).contains("?token=good");
        }
        String segment = text(server.get(LIST + TOKEN))
                .lines()
                .filter(line -> !line.startsWith("#"))
                .reduce((older, newer) -> newer)
                .orElseThrow();
        assertThat(server.get("/hls/demo/" + segment).statusCode()).as(segment).isEqualTo(200);
    }

    @Test
    void tok5WhatACookieDecidedIsForItsBearerAlone() throws Exception {
        HttpResponse<byte[]> list = server.get(LIST, "Cookie", COOKIE, "Accept-Encoding", "gzip");
        assertThat(header(list, "vary")).isEqualTo("Accept-Encoding, Cookie");
        assertThat(header(list, "cache-control")).isEqualTo("private, max-age=1");
        assertThat(header(list, "set-cookie")).isEmpty();
        HttpResponse<byte[]> segment = server.get("/hls/demo/7/v0-44.m4s", "Cookie", COOKIE);
        assertThat(segment.statusCode()).isEqualTo(200);
        assertThat(header(segment, "vary")).isEqualTo("Cookie");
        assertThat(header(segment, "cache-control")).startsWith("private, max-age=");
    }

    @Test
    void tok5NoCopyOutlivesItsToken() throws Exception {
        HttpResponse<byte[]> segment = server.get("/hls/demo/7/v0-44.m4s" + TOKEN);
        assertThat(header(segment, "cache-control")).matches("max-age=(600|59[0-9]), immutable");
        assertThat(header(segment, "vary")).isEmpty();
        assertThat(header(server.get(LIST + TOKEN), "cache-control")).isEqualTo("max-age=1");
        assertThat(header(server.get(LIST + TOKEN), "vary")).isEqualTo("Accept-Encoding");
        HttpResponse<byte[]> gone = server.get("/hls/demo/7/poster-1.mp4" + TOKEN);
        assertThat(gone.statusCode()).isEqualTo(404);
        assertThat(header(gone, "cache-control")).isEqualTo("no-store");
    }

    @Test
    void tok3AWaitThatCrossesTheEndOfItsTokenIsRefused() throws Exception {
        CompletableFuture<HttpResponse<byte[]>> list = server.held(LIST + "?_HLS_msn=46&_HLS_part=2&token=good");
        CompletableFuture<HttpResponse<byte[]>> part = server.held("/hls/demo/7/v0-p22.m4s" + TOKEN);
        expires = Instant.EPOCH;
        stream.run(Duration.ofMillis(200));

        assertThat(answer(list).statusCode()).isEqualTo(403);
        assertThat(answer(part).statusCode()).isEqualTo(403);
    }

    @Test
    void aStreamThatBecomesPrivateDuringAWaitIsRefused() throws Exception {
        server.authorizer = (name, token, address) -> new Playback.Open();
        CompletableFuture<HttpResponse<byte[]>> list = server.held(LIST + "?_HLS_msn=46&_HLS_part=2");
        server.authorizer = this::decide;
        stream.run(Duration.ofMillis(200));

        assertThat(answer(list).statusCode()).isEqualTo(401);
    }

    @Test
    void tok4WhatIsShownThoughNobodyKnowsItsVisibilityIsPrivate() throws Exception {
        new TestPresentation("other", Format.CMAF, server.shelf).run(Duration.ofMillis(2_400));

        assertThat(server.get("/hls/other.m3u8").statusCode()).isEqualTo(401);
        assertThat(server.get("/hls/nobody.m3u8").statusCode()).isEqualTo(404);
    }
}
