package dev.sluice.delivery.http;

import static dev.sluice.delivery.http.HlsServer.answer;
import static dev.sluice.delivery.http.HlsServer.header;
import static dev.sluice.delivery.http.HlsServer.text;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.hls.Format;
import dev.sluice.hls.TestPresentation;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of hls.md §3.1, row by row, on real sockets. Ten parts a segment; segment 46 is in progress. */
class BlockingReloadTest {
    private static final String LIST = "/hls/demo/v0.m3u8";
    private static final Duration PART = Duration.ofMillis(200);

    private HlsServer server;
    private TestPresentation stream;

    @BeforeEach
    void serve(@TempDir Path volume) throws Exception {
        server = new HlsServer(volume, new WaitingLimits(20, 10));
        server.published.add("demo");
        stream = new TestPresentation(Format.CMAF, server.shelf).run(Duration.ofMillis(4_440));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theStageIsSet() throws Exception {
        String list = text(server.get(LIST));
        assertThat(list).contains("CAN-BLOCK-RELOAD=YES").contains("v0-45.m4s").contains("v0-p21.m4s");
        assertThat(list).doesNotContain("v0-46.m4s");
        assertThat(list).contains("#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"7/v0-p22.m4s\"");
    }

    @Test
    void aReloadIsHeldUntilThePartIsThere() throws Exception {
        CompletableFuture<HttpResponse<byte[]>> held = server.held(LIST + "?_HLS_msn=46&_HLS_part=2");
        stream.run(PART);
        HttpResponse<byte[]> answer = answer(held);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(text(answer)).contains("v0-p22.m4s\"").contains("URI=\"7/v0-p23.m4s\"");
        assertThat(header(answer, "cache-control")).isEqualTo("max-age=12");
        assertThat(header(answer, "access-control-allow-origin")).isEqualTo("*");
        assertThat(header(answer, "content-type")).isEqualTo("application/vnd.apple.mpegurl");
        assertThat(server.room.waiting()).isZero();
        assertThat(server.totals.answers("blocking", "2xx")).isEqualTo(1);
    }

    @Test
    void aReloadWithoutAPartIsHeldUntilTheSegmentIsComplete() throws Exception {
        CompletableFuture<HttpResponse<byte[]>> held = server.held(LIST + "?_HLS_msn=46");
        stream.run(Duration.ofSeconds(1));
        assertThat(held).isNotDone();
        stream.run(Duration.ofSeconds(1));
        assertThat(text(answer(held))).contains("v0-46.m4s");
    }

    @Test
    void aPartBehindTheEndOfASegmentMeansTheFirstOfTheNext() throws Exception {
        stream.run(Duration.ofMillis(1_560));
        CompletableFuture<HttpResponse<byte[]>> held = server.held(LIST + "?_HLS_msn=46&_HLS_part=10");
        stream.run(Duration.ofMillis(80));
        assertThat(text(server.get(LIST))).contains("v0-46.m4s");
        assertThat(held).as("the segment is complete and has ten parts").isNotDone();
        stream.run(PART);
        assertThat(text(answer(held))).contains("v0-p30.m4s\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?_HLS_msn=45",
                "?_HLS_msn=45&_HLS_part=9",
                "?_HLS_msn=45&_HLS_part=10",
                "?_HLS_part=1&_HLS_msn=46",
                "?_HLS_msn=0",
                "?_HLS_msn=3&_HLS_part=99",
                "?_HLS_msn=0000000000000000000000000000046&_HLS_part=1",
            })
    void whatIsThereIsAnsweredAtOnce(String directives) throws Exception {
        HttpResponse<byte[]> answer = server.get(LIST + directives);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(text(answer)).isEqualTo(text(server.get(LIST)));
        assertThat(header(answer, "cache-control")).isEqualTo("max-age=12");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?_HLS_part=0",
                "?_HLS_msn=",
                "?_HLS_msn",
                "?_HLS_msn=x",
                "?_HLS_msn=-1",
                "?_HLS_msn=%34%36",
                "?_HLS_msn=46.0",
                "?_HLS_msn=9999999999999999999",
                "?_HLS_msn=46&_HLS_part=x",
                "?_HLS_msn=46&_HLS_part=-1",
                "?_HLS_msn=46&_HLS_part=9999999999",
                "?_HLS_msn=49",
                "?_HLS_msn=49&_HLS_part=0",
                "?_HLS_msn=999999999999999999",
                "?_HLS_msn=46&_HLS_part=17",
                "?_HLS_msn=48&_HLS_part=99",
            })
    void whatNoPlayerCanWantIsRefusedAtOnce(String directives) throws Exception {
        HttpResponse<byte[]> answer = server.get(LIST + directives);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(header(answer, "cache-control")).isEqualTo("no-store");
        assertThat(header(answer, "access-control-allow-origin")).isEqualTo("*");
        assertThat(server.totals.answers("blocking", "4xx")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?_HLS_msn=46&_HLS_part=16", "?_HLS_msn=47&_HLS_part=0", "?_HLS_msn=48"})
    void whatIsALittleAheadIsHeld(String directives) {
        assertThat(server.held(LIST + directives)).isNotDone();
    }

    @Test
    void unknownKeysAreIgnored() throws Exception {
        HttpResponse<byte[]> answer = server.get(LIST + "?_HLS_future=1&token=a%20b&_HLS_msn=45");
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void aStreamThatStandsStillIsSaidToAfterThreeTargetDurations() throws Exception {
        CompletableFuture<HttpResponse<byte[]>> held = server.held(LIST + "?_HLS_msn=46&_HLS_part=2");
        server.pass(5);
        assertThat(held).isNotDone();
        server.pass(1);
        HttpResponse<byte[]> answer = answer(held);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(header(answer, "cache-control")).isEqualTo("no-store");
        assertThat(header(answer, "access-control-allow-origin")).isEqualTo("*");
        assertThat(server.totals.answers("blocking", "5xx")).isEqualTo(1);
    }

    @Test
    void anEndedListIsAnsweredAtOnce() throws Exception {
        server.published.remove("demo");
        CompletableFuture<HttpResponse<byte[]>> held = server.held(LIST + "?_HLS_msn=47");
        stream.end();
        HttpResponse<byte[]> answer = answer(held);
        assertThat(text(answer)).endsWith("#EXT-X-ENDLIST\n");
        assertThat(header(answer, "cache-control")).isEqualTo("max-age=1");
        assertThat(server.get(LIST + "?_HLS_msn=49&_HLS_part=3").statusCode()).isEqualTo(200);
    }

    @Test
    void whoWaitsWhenThePublisherIsLostGetsWhatTheNextOneSends() throws Exception {
        stream.leave();
        CompletableFuture<HttpResponse<byte[]>> held = server.held(LIST + "?_HLS_msn=47&_HLS_part=0");
        stream.comeBack(8);
        stream.run(Duration.ofMillis(480));
        assertThat(text(answer(held))).contains("#EXT-X-DISCONTINUITY").contains("8/v0-p0.m4s");
    }

    @Test
    void aDeltaLeavesOutWhatThePlayerHas() throws Exception {
        stream = new TestPresentation("demo", Format.CMAF, Duration.ofMinutes(5), server.shelf)
                .run(Duration.ofMillis(22_440));
        String full = text(server.get(LIST));
        HttpResponse<byte[]> delta = server.get(LIST + "?_HLS_skip=YES");
        assertThat(header(delta, "cache-control")).isEqualTo("max-age=1");
        assertThat(text(delta)).contains("#EXT-X-SKIP:SKIPPED-SEGMENTS=");
        assertThat(text(server.get(LIST + "?_HLS_skip=NO"))).isEqualTo(full);

        CompletableFuture<HttpResponse<byte[]>> held = server.held(LIST + "?_HLS_msn=55&_HLS_part=2&_HLS_skip=v2");
        stream.run(PART);
        assertThat(text(answer(held))).contains("#EXT-X-SKIP:").contains("v0-p112.m4s\"");
    }

    @Test
    void aVersionThatThePlayerHasIsNotSentAgain() throws Exception {
        CompletableFuture<HttpResponse<byte[]>> held = server.held(LIST + "?_HLS_msn=46&_HLS_part=2");
        stream.run(PART);
        String etag = header(answer(held), "etag");
        HttpResponse<byte[]> again = server.get(LIST + "?_HLS_msn=46&_HLS_part=2", "If-None-Match", etag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(header(again, "cache-control")).isEqualTo("max-age=12");
        assertThat(header(again, "access-control-allow-origin")).isEqualTo("*");

        CompletableFuture<HttpResponse<byte[]>> next =
                server.held(LIST + "?_HLS_msn=46&_HLS_part=3", "If-None-Match", etag);
        stream.run(PART);
        assertThat(answer(next).statusCode()).isEqualTo(200);
    }

    @Test
    void allWhoWaitShareOneRendering() throws Exception {
        List<CompletableFuture<HttpResponse<byte[]>>> held = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            held.add(server.held(LIST + "?_HLS_msn=46&_HLS_part=2"));
        }
        long before = server.totals.renderings();
        stream.run(PART);
        for (CompletableFuture<HttpResponse<byte[]>> one : held) {
            assertThat(text(answer(one))).contains("v0-p22.m4s\"");
        }
        assertThat(server.totals.renderings() - before).isEqualTo(1);
    }

    @Test
    void aClientThatGoesAwayIsForgotten() throws Exception {
        try (Socket socket = server.open(LIST + "?_HLS_msn=46&_HLS_part=2")) {
            await().pollInterval(1, MILLISECONDS).until(() -> server.room.waiting() == 1);
            assertThat(socket.isConnected()).isTrue();
        }
        await().pollInterval(1, MILLISECONDS).until(() -> server.room.waiting() == 0);
    }

    @Test
    void tooManyOfOneAddressAreRefused() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(server.held(LIST + "?_HLS_msn=46&_HLS_part=2")).isNotDone();
        }
        HttpResponse<byte[]> answer = server.get(LIST + "?_HLS_msn=46&_HLS_part=2");
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(header(answer, "retry-after")).isEqualTo("1");
        assertThat(header(answer, "cache-control")).isEqualTo("no-store");
        assertThat(server.totals.refused("address")).isEqualTo(1);
        assertThat(server.get(LIST).statusCode()).isEqualTo(200);
    }

    @Test
    void aStreamThatIsPublishedButNotYetThereIsWaitedFor() throws Exception {
        server.published.add("new");
        CompletableFuture<HttpResponse<byte[]>> entry = server.held("/hls/new.m3u8");
        CompletableFuture<HttpResponse<byte[]>> list = server.held("/hls/new/v0.m3u8?_HLS_msn=44&_HLS_part=1");
        CompletableFuture<HttpResponse<byte[]>> absent = server.held("/hls/new/v9.m3u8");
        new TestPresentation("new", Format.CMAF, server.shelf).run(Duration.ofMillis(640));
        assertThat(text(answer(entry))).contains("#EXT-X-STREAM-INF");
        assertThat(text(answer(list))).contains("v0-p1.m4s");
        assertThat(answer(absent).statusCode()).isEqualTo(404);
        assertThat(server.get("/hls/none.m3u8").statusCode()).isEqualTo(404);
        assertThat(server.get("/hls/new.ts.m3u8").statusCode()).isEqualTo(404);
    }

    @Test
    void aStreamThatNeverBeginsIsNotFoundInTheEnd() throws Exception {
        server.published.add("new");
        CompletableFuture<HttpResponse<byte[]>> entry = server.held("/hls/new.m3u8");
        server.pass(8);
        assertThat(answer(entry).statusCode()).isEqualTo(404);
        assertThat(header(answer(entry), "cache-control")).isEqualTo("max-age=1");
    }

    @Test
    void aStreamThatReturnsIsNotShownAsEnded() throws Exception {
        server.published.remove("demo");
        stream.end();
        assertThat(text(server.get(LIST))).contains("ENDLIST");
        server.published.add("demo");
        CompletableFuture<HttpResponse<byte[]>> list = server.held(LIST);
        stream.comeBack(8);
        stream.run(Duration.ofMillis(480));
        assertThat(text(answer(list))).doesNotContain("ENDLIST").contains("8/v0-p0.m4s");
    }
}
