package dev.sluice.admin.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.live.LiveCatalogue;
import dev.sluice.live.LiveStream;
import dev.sluice.live.Playback;
import dev.sluice.live.StreamName;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LiveResourceTest {
    private static final HttpServerRequest VIEWER = (HttpServerRequest) Proxy.newProxyInstance(
            HttpServerRequest.class.getClassLoader(),
            new Class<?>[] {HttpServerRequest.class},
            (proxy, method, arguments) -> SocketAddress.inetSocketAddress(1, "192.0.2.1"));
    private Playback playback = new Playback.Open();

    private final LiveResource resource = resource("<b>Studio</b>");

    @Test
    void theListHasTheMembersOfTheContract() throws Exception {
        Response response = resource.list(request(null));

        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(new ObjectMapper().writeValueAsString(response.getEntity()))
                .isEqualTo("{\"items\":[{\"name\":\"studio\",\"title\":\"<b>Studio</b>\","
                        + "\"since\":\"2026-05-01T12:00:00Z\",\"width\":1280,\"height\":720,\"fps\":30.0,"
                        + "\"codecs\":\"avc1.64001f,mp4a.40.2\",\"viewers\":null,\"latency\":\"low\","
                        + "\"poster\":\"/hls/studio/7/poster-44.mp4\"}]}");
        assertThat(response.getHeaderString("Access-Control-Allow-Origin")).isEqualTo("*");
    }

    @Test
    void whatIsNotLiveIsAProblemWith404() {
        for (String name : List.of("other", "../studio", "STUDIO", "")) {
            Response response = resource.find(name, null, request(null), VIEWER);
            assertThat(response.getStatus()).isEqualTo(404);
            assertThat(response.getMediaType()).hasToString("application/problem+json");
            assertThat(response.getEntity()).isEqualTo(Problem.notLive());
            assertThat(response.getHeaderString("Access-Control-Allow-Origin")).isEqualTo("*");
        }
    }

    @Test
    void theTagChangesWithTheContentAlone() {
        EntityTag tag = resource.find("studio", null, request(null), VIEWER).getEntityTag();

        assertThat(resource("<b>Studio</b>")
                        .find("studio", null, request(tag), VIEWER)
                        .getStatus())
                .isEqualTo(304);
        assertThat(resource("New").find("studio", null, request(tag), VIEWER).getStatus())
                .isEqualTo(200);
    }

    /** A request with the tag that its sender knows. */
    private static Request request(EntityTag known) {
        return (Request) Proxy.newProxyInstance(
                Request.class.getClassLoader(),
                new Class<?>[] {Request.class},
                (proxy, method, arguments) -> arguments[0].equals(known) ? Response.notModified(known) : null);
    }

    @Test
    void tok3APrivateStreamNeedsAToken() {
        playback = new Playback.Refused(Playback.Why.TOKEN_MISSING);
        assertThat(resource.find("studio", null, request(null), VIEWER).getStatus())
                .isEqualTo(401);
        playback = new Playback.Refused(Playback.Why.TOKEN_REFUSED);
        assertThat(resource.find("studio", "bad", request(null), VIEWER).getStatus())
                .isEqualTo(403);
        playback = new Playback.Refused(Playback.Why.STREAM_UNKNOWN);
        assertThat(resource.find("studio", null, request(null), VIEWER).getStatus())
                .isEqualTo(404);
        playback = new Playback.Granted(Instant.MAX);
        assertThat(resource.find("studio", "good", request(null), VIEWER).getStatus())
                .isEqualTo(200);
    }

    private LiveResource resource(String title) {
        return new LiveResource(catalogue(title), (stream, token, address) -> playback);
    }

    private static LiveCatalogue catalogue(String title) {
        LiveStream stream = new LiveStream(
                new StreamName("studio"),
                title,
                Instant.parse("2026-05-01T12:00:00Z"),
                1280,
                720,
                30,
                "avc1.64001f,mp4a.40.2",
                OptionalInt.empty(),
                LiveStream.Latency.LOW,
                Optional.of("/hls/studio/7/poster-44.mp4"));
        return new LiveCatalogue() {
            @Override
            public List<LiveStream> publicStreams() {
                return List.of(stream);
            }

            @Override
            public Optional<LiveStream> find(StreamName name) {
                return Optional.of(stream).filter(live -> live.name().equals(name));
            }
        };
    }
}
