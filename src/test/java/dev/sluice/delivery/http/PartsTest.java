package dev.sluice.delivery.http;

import static dev.sluice.delivery.http.HlsServer.answer;
import static dev.sluice.delivery.http.HlsServer.header;
import static dev.sluice.delivery.http.HlsServer.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.hls.Format;
import dev.sluice.hls.TestPresentation;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts, and the one that a playlist hints at, on real sockets. Part 22 of the picture is the next. */
class PartsTest {
    private static final String NEXT = "/hls/demo/7/v0-p22.m4s";
    private static final Duration PART = Duration.ofMillis(200);

    private HlsServer server;
    private TestPresentation stream;

    @BeforeEach
    void serve(@TempDir Path volume) throws Exception {
        server = new HlsServer(volume);
        stream = new TestPresentation(Format.CMAF, server.shelf).run(Duration.ofMillis(4_440));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aPartComesFromMemoryWithTheHeadersOfWhatNeverChanges() throws Exception {
        HttpResponse<byte[]> part = server.get("/hls/demo/7/v0-p21.m4s");
        assertThat(part.statusCode()).isEqualTo(200);
        assertThat(part.body()).isNotEmpty();
        assertThat(header(part, "content-type")).isEqualTo("video/mp4");
        assertThat(header(part, "content-length")).isEqualTo("" + part.body().length);
        assertThat(header(part, "cache-control")).isEqualTo("max-age=86400, immutable");
        assertThat(header(part, "content-encoding")).isEmpty();
        assertThat(header(server.get("/hls/demo/7/a0-p3.m4s"), "content-type")).isEqualTo("audio/mp4");
        assertThat(header(server.get("/hls/demo/7/v0-init-0.mp4"), "content-type"))
                .isEqualTo("video/mp4");
        assertThat(server.totals.answers("part", "2xx")).isEqualTo(2);
        assertThat(server.totals.answers("init", "2xx")).isEqualTo(1);
    }

    @Test
    void aRangeOfAPartIsExact() throws Exception {
        byte[] whole = server.get("/hls/demo/7/v0-p21.m4s").body();
        HttpResponse<byte[]> range = server.get("/hls/demo/7/v0-p21.m4s", "Range", "bytes=1-3");
        assertThat(range.statusCode()).isEqualTo(206);
        assertThat(range.body()).containsExactly(whole[1], whole[2], whole[3]);
        HttpResponse<byte[]> head = server.send(
                server.request("/hls/demo/7/v0-p21.m4s").method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(header(head, "content-length")).isEqualTo("" + whole.length);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void theHintedPartIsHeldAndSentWhole() throws Exception {
        CompletableFuture<HttpResponse<byte[]>> held = server.held(NEXT);
        stream.run(PART);
        assertThat(answer(held).statusCode()).isEqualTo(200);
        assertThat(answer(held).body()).isEqualTo(server.get(NEXT).body());
        assertThat(header(answer(held), "content-length"))
                .isEqualTo("" + answer(held).body().length);
    }

    @Test
    void theHintAtTheEndOfASegmentIsTheFirstPartOfTheNext() throws Exception {
        stream.run(Duration.ofMillis(1_520));
        assertThat(hint("v0")).isEqualTo("7/v0-p29.m4s");
        stream.run(Duration.ofMillis(40));
        assertThat(hint("v0")).isEqualTo("7/v0-p30.m4s");
        CompletableFuture<HttpResponse<byte[]>> held = server.held("/hls/demo/7/v0-p30.m4s");
        stream.run(PART);
        assertThat(answer(held).statusCode()).isEqualTo(200);
    }

    @Test
    void anyOtherPartThatIsNotThereIsNotFoundAndNotRemembered() throws Exception {
        for (String name : new String[] {"7/v0-p23.m4s", "8/v0-p22.m4s", "7/v1-p22.m4s", "7/v0-p99999.m4s"}) {
            HttpResponse<byte[]> answer = server.get("/hls/demo/" + name);
            assertThat(answer.statusCode()).as(name).isEqualTo(404);
            assertThat(header(answer, "cache-control")).isEqualTo("no-store");
            assertThat(header(answer, "access-control-allow-origin")).isEqualTo("*");
        }
    }

    @Test
    void aHintOfAPublicationThatEndsIsNotFoundAtOnce() throws Exception {
        stream.leave();
        CompletableFuture<HttpResponse<byte[]>> held = server.held("/hls/demo/" + hint("a0"));
        stream.end();
        assertThat(answer(held).statusCode()).isEqualTo(404);
        assertThat(header(answer(held), "cache-control")).isEqualTo("no-store");
    }

    @Test
    void theLastPartOfAPublicationIsAShortOne() throws Exception {
        CompletableFuture<HttpResponse<byte[]>> held = server.held(NEXT);
        stream.leave();
        assertThat(answer(held).statusCode()).isEqualTo(200);
    }

    @Test
    void aHintOfAPublicationThatIsReplacedIsNotFoundAtOnce() throws Exception {
        stream.leave();
        CompletableFuture<HttpResponse<byte[]>> held = server.held("/hls/demo/7/v0-p23.m4s");
        stream.comeBack(8);
        stream.run(Duration.ofMillis(480));
        assertThat(answer(held).statusCode()).isEqualTo(404);
    }

    @Test
    void aHintIsGivenUpAfterThreeTargetDurations() throws Exception {
        CompletableFuture<HttpResponse<byte[]>> held = server.held(NEXT);
        server.pass(6);
        assertThat(answer(held).statusCode()).isEqualTo(404);
        assertThat(header(answer(held), "cache-control")).isEqualTo("no-store");
    }

    @Test
    void whoFetchesPartsIsAViewerAndWhoOnlyReloadsIsNone() throws Exception {
        server.get("/hls/demo/v0.m3u8");
        server.get("/hls/demo/7/v0-init-0.mp4");
        assertThat(server.viewers.active("demo")).isZero();
        assertThat(server.held(NEXT)).isNotDone();
        assertThat(server.viewers.active("demo")).as("while it is held").isEqualTo(1);
        server.get("/hls/demo/7/v0-p21.m4s", "CMCD-Session", "sid=\"a\"");
        server.get("/hls/demo/7/a0-p21.m4s?CMCD=sid%3D%22a%22");
        assertThat(server.viewers.active("demo")).isEqualTo(2);
    }

    @Test
    void aPosterIsOneOfTheNewestPictures() throws Exception {
        HttpResponse<byte[]> poster = server.get("/hls/demo/7/poster-46.mp4");
        assertThat(text(poster)).isEqualTo("poster");
        assertThat(header(poster, "content-type")).isEqualTo("video/mp4");
        assertThat(server.get("/hls/demo/7/poster-40.mp4").statusCode()).isEqualTo(404);
        assertThat(server.viewers.active("demo")).isZero();
    }

    private String hint(String rendition) throws Exception {
        return text(server.get("/hls/demo/" + rendition + ".m3u8"))
                .replaceAll("(?s).*PRELOAD-HINT:TYPE=PART,URI=\"([^\"]+)\".*", "$1");
    }
}
