package dev.sluice.admin.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.live.LiveCatalogue;
import dev.sluice.live.LiveStream;
import dev.sluice.live.StreamName;
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
    private final LiveResource resource = new LiveResource(catalogue("<b>Studio</b>"));

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
            Response response = resource.find(name, request(null));
            assertThat(response.getStatus()).isEqualTo(404);
            assertThat(response.getMediaType()).hasToString("application/problem+json");
            assertThat(response.getEntity()).isEqualTo(Problem.notLive());
            assertThat(response.getHeaderString("Access-Control-Allow-Origin")).isEqualTo("*");
        }
    }

    @Test
    void theTagChangesWithTheContentAlone() {
        EntityTag tag = resource.find("studio", request(null)).getEntityTag();

        assertThat(new LiveResource(catalogue("<b>Studio</b>"))
                        .find("studio", request(tag))
                        .getStatus())
                .isEqualTo(304);
        assertThat(new LiveResource(catalogue("New"))
                        .find("studio", request(tag))
                        .getStatus())
                .isEqualTo(200);
    }

    /** A request with the tag that its sender knows. */
    private static Request request(EntityTag known) {
        return (Request) Proxy.newProxyInstance(
                Request.class.getClassLoader(),
                new Class<?>[] {Request.class},
                (proxy, method, arguments) -> arguments[0].equals(known) ? Response.notModified(known) : null);
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
