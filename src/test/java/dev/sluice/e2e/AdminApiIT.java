package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.e2e.ApiClient.Answer;
import dev.sluice.rtmp.client.ClientState;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An operator's day with nothing but HTTP, and everything that a request may be instead of right. */
class AdminApiIT {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String STREAMS = "/api/v1/streams";
    private static final Set<String> OPEN = Set.of("GET /api/v1/live", "GET /api/v1/live/{stream}", "POST /auth");
    private static final String OURS_ALONE =
            "(?is).*(exception|dev\\.sluice|java\\.|jackson|resteasy|vertx|select |insert |postgres|\\bat line).*";

    private final RunningSluice sluice = RunningSluice.shared();
    private final ApiClient api = new ApiClient(sluice);

    @Test
    @SuppressWarnings("try") // Listening ends with the block; nothing else is to be asked of it.
    void anOperatorsDay() throws Exception {
        String stream = newName();
        String path = STREAMS + "/" + stream;
        List<String> events = new CopyOnWriteArrayList<>();
        try (Listening unused = listen(events)) {
            Answer made = api.post(STREAMS, "{\"name\":\"" + stream + "\",\"title\":\"A <b>day</b>\"}");
            assertThat(made.status()).as(made.response().body()).isEqualTo(201);
            assertThat(made.header("Location")).endsWith(path);
            assertThat(api.post(STREAMS, "{\"name\":\"" + stream + "\"}").status())
                    .isEqualTo(409);

            Answer issued = api.post(path + "/keys", "{\"label\":\"camera 1\"}");
            String key = issued.text("key");
            assertThat(issued.status()).isEqualTo(201);
            assertThat(key).matches("slk_[0-9a-z]{28}");
            try (SocketPublisher publisher = publish(key)) {
                await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
                    publisher.audio();
                    Answer ingest = api.get("/api/v1/ingest/" + stream);
                    assertThat(ingest.status()).isEqualTo(200);
                    assertThat(ingest.text("address")).isEqualTo("127.0.0.1");
                    assertThat(ingest.text("keyId")).isEqualTo(issued.text("id"));
                    assertThat(ingest.text("codecs")).isEqualTo("mp4a.40.2");
                    assertThat(ingest.json().path("audioBitrate").asLong()).isPositive();
                });
            }

            Answer rotated = api.post("/api/v1/keys/" + issued.text("id") + "/rotate", "{\"overlapSeconds\":60}");
            assertThat(rotated.status()).isEqualTo(201);
            publish(rotated.text("key")).close();
            publish(key).close();

            String rotatedPath = "/api/v1/keys/" + rotated.text("id");
            assertThat(api.delete(rotatedPath).status()).isEqualTo(204);
            assertThat(api.get(rotatedPath).text("state")).isEqualTo("revoked");
            try (SocketPublisher refused = new SocketPublisher(sluice.rtmpPort(), rotated.text("key"))) {
                assertThat(refused.await(ClientState.PUBLISHED, Duration.ofSeconds(5)))
                        .isEqualTo(ClientState.REFUSED);
            }
            String keys = api.get(path + "/keys").response().body();
            assertThat(keys).contains("camera 1").doesNotContain(key).doesNotContain(rotated.text("key"));

            assertThat(api.delete(path).status()).isEqualTo(204);
            assertThat(api.get(path).status()).isEqualTo(404);
            assertThat(api.get(rotatedPath).status()).isEqualTo(404);
            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(events)
                            .anyMatch(line -> line.contains("\"published\"") && line.contains(stream))
                            .anyMatch(line -> line.contains("\"ended\"") && line.contains(stream))
                            .anyMatch(line -> line.contains("\"refused\"") && line.contains("key_revoked")));
            assertThat(events).noneMatch(line -> line.contains(key));
        }
        assertThat(sluice.log()).contains("event=published stream=" + stream).doesNotContain("event=api_failed");
    }

    @Test
    void aChangeNeedsTheStateThatItWasMadeFor() {
        String path = create();
        String tag = api.get(path).header("ETag");
        String body = "{\"limits\":{\"maxWidth\":1280}}";

        assertThat(api.patch(path, body).status()).isEqualTo(428);
        Answer changed = api.patch(path, body, "If-Match", tag);
        assertThat(changed.status()).as(changed.response().body()).isEqualTo(200);
        assertThat(changed.json().at("/limits/maxWidth").asInt()).isEqualTo(1280);
        assertThat(changed.json().at("/revision").asInt()).isEqualTo(2);
        assertThat(api.patch(path, body, "If-Match", tag).text("type"))
                .isEqualTo("urn:sluice:problem:precondition-failed");
        assertThat(api.patch(
                                path,
                                "{\"limits\":{\"maxWidth\":null}}",
                                "If-Match",
                                "*",
                                "Content-Type",
                                "application/merge-patch+json")
                        .json()
                        .at("/limits/maxWidth")
                        .isNull())
                .isTrue();
        assertThat(api.delete(path, "If-Match", tag).status()).isEqualTo(412);
        assertThat(api.delete(path).status()).isEqualTo(204);
    }

    @Test
    void aRepeatedCreateMakesOneKeyAndShowsItOnce() {
        String path = create() + "/keys";
        Answer first = api.post(path, "{ \"label\": \"a\" }", "Idempotency-Key", "one");
        Answer again = api.post(path, "{\"label\":\"a\"}", "Idempotency-Key", "one");

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.text("id")).isEqualTo(first.text("id"));
        assertThat(again.json().has("key")).isFalse();
        assertThat(api.post(path, "{\"label\":\"b\"}", "Idempotency-Key", "one").status())
                .isEqualTo(422);
        assertThat(api.post(path, "{}", "Idempotency-Key", "two words").status())
                .isEqualTo(400);
    }

    @Test
    void adm5ListsAreReadPageByPage() {
        String path = create() + "/keys";
        for (int i = 0; i < 3; i++) {
            assertThat(api.post(path, "{}").status()).isEqualTo(201);
        }
        List<String> ids = new ArrayList<>();
        String after = "";
        for (int page = 0; page < 5 && !after.equals("null"); page++) {
            Answer part = api.get(path + "?limit=2" + (after.isEmpty() ? "" : "&after=" + after));
            part.json().path("items").forEach(item -> ids.add(item.path("id").asText()));
            after = part.text("next");
        }
        assertThat(ids).hasSize(3).doesNotHaveDuplicates();
        assertThat(api.get(STREAMS + "?limit=1").json().path("items")).hasSize(1);
    }

    @Test
    void adm1EveryDocumentedCallNeedsTheTokenUnlessItIsOpen() {
        JsonNode document = ApiClient.json(
                sluice.get(sluice.httpUrl() + "/q/openapi?format=json").body());
        ApiClient stranger = new ApiClient(sluice, "");
        List<String> closed = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    String url = path.getKey().replaceAll("\\{[a-z]+}", "demo");
                    String method = operation.getKey().toUpperCase(Locale.ROOT);
                    if (!OPEN.contains(method + " " + path.getKey())) {
                        Answer answer = stranger.send(method, url, method.equals("GET") ? "" : "{}");
                        assertThat(answer.status()).as(method + " " + url).isEqualTo(401);
                        assertThat(operation.getValue().path("security")).isNotEmpty();
                        assertThat(operation.getValue().path("summary").asText())
                                .isNotEmpty();
                        closed.add(method + " " + path.getKey());
                    }
                }));
        assertThat(closed)
                .contains(
                        "GET /api/v1/streams",
                        "POST /api/v1/streams",
                        "GET /api/v1/streams/{stream}",
                        "PATCH /api/v1/streams/{stream}",
                        "DELETE /api/v1/streams/{stream}",
                        "GET /api/v1/streams/{stream}/keys",
                        "POST /api/v1/streams/{stream}/keys",
                        "POST /api/v1/streams/{stream}/tokens",
                        "POST /api/v1/live/{stream}/kick",
                        "GET /api/v1/keys/{id}",
                        "PATCH /api/v1/keys/{id}",
                        "DELETE /api/v1/keys/{id}",
                        "POST /api/v1/keys/{id}/rotate",
                        "GET /api/v1/ingest",
                        "GET /api/v1/ingest/{stream}",
                        "GET /api/v1/events");
        assertThat(document.at("/components/securitySchemes/admin/scheme").asText())
                .isEqualTo("bearer");
        assertThat(document.at("/components/schemas/KeySettings/properties/codecs")
                        .isObject())
                .isTrue();
    }

    @Test
    void everyFailureOfTheTokenLooksTheSame() {
        Answer missing = new ApiClient(sluice, "").get(STREAMS);
        Answer wrong = new ApiClient(sluice, "wrong").get(STREAMS);
        Answer inUrl = new ApiClient(sluice, "").get(STREAMS + "?token=" + sluice.adminToken());
        Answer scheme = new ApiClient(sluice, "").get(STREAMS, "Authorization", "Basic " + sluice.adminToken());

        for (Answer answer : List.of(missing, wrong, inUrl, scheme)) {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.response().body()).isEqualTo(missing.response().body());
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"sluice\"");
        }
        assertThat(new ApiClient(sluice, "").get("/api/v1/live").status()).isEqualTo(200);
        assertThat(new ApiClient(sluice, "wrong").get("/api/v1/live").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1//streams",
                "//api/v1/streams",
                "/api/v1/streams/",
                "/api/v1/streams;x=y",
                "/api;a=b/v1/streams",
                "/api/v1/%73treams",
                "/api/v1/./streams",
                "/api/v1/live/../streams",
                "/api/v1/%2e/streams",
                "/api/v1/live/%2e%2e/streams",
                "/api/v1/live/..%2fstreams",
                "/API/V1/STREAMS",
                "/api/v1/streams.",
                "/api/v1/streams%00",
                "/api/v1/streams%20",
                "/api/v1/nothing",
                "/api",
                "/q/metrics",
                "/q/health",
                "/q/swagger-ui",
                "/q/dev-ui",
                "/q/info"
            })
    void adm4NoOtherWayOfWritingAPathLeadsAnywhere(String path) {
        for (ApiClient caller : List.of(new ApiClient(sluice, ""), api)) {
            Answer answer = caller.get(path);
            assertThat(answer.status()).as(path).isIn(400, 401, 404);
            assertThat(answer.response().body()).doesNotMatch(OURS_ALONE);
        }
        assertThat(new ApiClient(sluice, "").get(path).response().body()).doesNotContain("\"items\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PUT|/api/v1/streams|{}|405",
                "DELETE|/api/v1/streams|''|405",
                "TRACE|/api/v1/streams|''|405",
                "OPTIONS|/api/v1/streams|''|405",
                "POST|/api/v1/ingest|{}|405",
                "POST|/api/v1/live|{}|405",
                "GET|/api/v1/streams/NAME|''|404",
                "GET|/api/v1/streams/a.b|''|404",
                "GET|/api/v1/streams?limit=0|''|400",
                "GET|/api/v1/streams?limit=201|''|400",
                "GET|/api/v1/streams?limit=1&limit=2|''|400",
                "GET|/api/v1/streams?limit=x|''|400",
                "GET|/api/v1/streams?after=%27%3B--|''|400",
                "GET|/api/v1/streams/demo/keys?after=1|''|400",
                "GET|/api/v1/streams/none/keys|''|404",
                "GET|/api/v1/keys/1|''|404",
                "GET|/api/v1/keys/00000000-0000-0000-0000-000000000000|''|404",
                "GET|/api/v1/keys/00000000-0000-0000-0000-00000000000Z|''|404",
                "GET|/api/v1/ingest/none|''|404",
                "DELETE|/api/v1/streams/none|''|404",
                "DELETE|/api/v1/keys/00000000-0000-0000-0000-000000000000|''|404",
                "POST|/api/v1/keys/00000000-0000-0000-0000-000000000000/rotate|{}|404",
                "POST|/api/v1/keys/00000000-0000-0000-0000-000000000000/rotate|{\"overlapSeconds\":-1}|400",
                "POST|/api/v1/streams/none/keys|{}|404",
                "POST|/api/v1/live/none/kick|{}|404",
                "POST|/api/v1/live/none/kick|{\"cooldown\":-1}|400",
                "POST|/api/v1/live/NONE/kick|{}|404",
                "POST|/api/v1/streams/none/tokens|{}|404",
                "POST|/api/v1/streams/demo/tokens|{\"lifetime\":1}|400",
                "POST|/api/v1/streams/demo/tokens|{}|409",
                "POST|/api/v1/streams|''|400",
                "POST|/api/v1/streams|[]|400",
                "POST|/api/v1/streams|{\"name\":\"a\",\"name\":\"b\"}|400",
                "POST|/api/v1/streams|{\"name\":\"../a\"}|400",
                "POST|/api/v1/streams|{\"name\":\"a\",\"admin\":true}|400",
                "POST|/api/v1/streams|{\"name\":{\"$gt\":\"\"}}|400",
                "POST|/api/v1/streams/demo/keys|{\"stream\":\"other\"}|400",
                "POST|/api/v1/streams/demo/keys|{\"key\":\"slk_mine\"}|400"
            })
    void adm8ABadRequestGetsTheRightAnswer(String method, String path, String body, int status) {
        Answer answer = api.send(method, path, body);

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
        assertProblem(answer, status);
    }

    @Test
    void adm3BodiesAreBoundedAndJson() {
        String deep = "{\"limits\":".repeat(5_000) + "1" + "}".repeat(5_000);
        assertProblem(api.post(STREAMS, deep), 400);
        assertProblem(api.post(STREAMS, "{\"name\":\"" + "a".repeat(60_000) + "\"}"), 400);
        assertProblem(api.post(STREAMS, "{\"name\":\"a\"}", "Content-Type", "text/plain"), 415);
        assertProblem(api.post(STREAMS, "name=a", "Content-Type", "application/x-www-form-urlencoded"), 415);
        assertProblem(api.post(STREAMS, "<a/>", "Content-Type", "application/xml"), 415);
        assertProblem(api.post(STREAMS, "{\"name\":\"a\"}", "Content-Type", "nonsense"), 415);
        assertProblem(api.get(STREAMS, "Accept", "text/html"), 406);
        Answer tricked = api.post(STREAMS + "/demo/keys", "", "X-HTTP-Method-Override", "DELETE");
        assertThat(tricked.status()).isEqualTo(201);
        assertThat(api.get(STREAMS + "/demo").status()).isEqualTo(200);
    }

    /** Over HTTP/1.1: a connection of HTTP/2 is closed under whoever sends more. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aBodyOfMoreThan64KiBIsNotRead(boolean chunked) throws Exception {
        byte[] body = new byte[80_000];
        HttpRequest request = HttpRequest.newBuilder(URI.create(sluice.httpUrl() + STREAMS))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Authorization", "Bearer " + sluice.adminToken())
                .header("Content-Type", "application/json")
                .POST(chunked ? BodyPublishers.ofByteArrays(List.of(body)) : BodyPublishers.ofByteArray(body))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void http1AnswersAreKeptByNobodyAndReadByNoOtherPage() {
        Answer answer = api.get(STREAMS, "Origin", "https://evil.example", "X-Request-Id", "abc-1");

        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(answer.header("X-Request-Id")).isEqualTo("abc-1");
        assertThat(answer.response().headers().map())
                .doesNotContainKeys("access-control-allow-origin", "set-cookie", "server");
        assertThat(api.get(STREAMS, "X-Request-Id", "a b\"").header("X-Request-Id"))
                .matches("[0-9a-f-]{36}");
    }

    @Test
    void adm2WithoutATokenTheAdministrationIsOffInProduction() {
        String nowhere = "postgresql://127.0.0.1:1/none";
        try (RunningSluice production =
                RunningSluice.start("api-off", Map.of("quarkus.datasource.reactive.url", nowhere))) {
            for (String token : List.of("", "x", sluice.adminToken())) {
                ApiClient caller = new ApiClient(production, token);
                assertProblem(caller.get(STREAMS), 404);
                assertProblem(caller.post(STREAMS, "{\"name\":\"a\"}"), 404);
                assertThat(caller.get("/api/v1/live").status()).isEqualTo(200);
            }
            assertThat(production.log()).doesNotContain("Admin token");
        }
        try (RunningSluice away = RunningSluice.start(
                "api-away", Map.of("quarkus.datasource.reactive.url", nowhere, "sluice.admin.token", "short"))) {
            Answer answer = new ApiClient(away, "short").get(STREAMS);
            assertProblem(answer, 503);
            assertThat(answer.header("Retry-After")).isNotEmpty();
            assertThat(away.log()).contains("event=weak_admin_token").doesNotContain("token=short");
        }
    }

    private static void assertProblem(Answer answer, int status) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.text("type")).matches("urn:sluice:problem:[a-z-]+");
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
        assertThat(answer.text("title")).isNotEmpty();
        assertThat(answer.response().body()).doesNotMatch(OURS_ALONE);
    }

    private String create() {
        String name = newName();
        assertThat(api.post(STREAMS, "{\"name\":\"" + name + "\"}").status()).isEqualTo(201);
        return STREAMS + "/" + name;
    }

    private static String newName() {
        return "api-" + NUMBER.incrementAndGet() + "-" + System.nanoTime() % 1_000_000;
    }

    private SocketPublisher publish(String key) throws Exception {
        SocketPublisher publisher = new SocketPublisher(sluice.rtmpPort(), key);
        assertThat(publisher.await(ClientState.PUBLISHED, Duration.ofSeconds(10)))
                .isEqualTo(ClientState.PUBLISHED);
        return publisher;
    }

    private Listening listen(List<String> events) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(sluice.httpUrl() + "/api/v1/events"))
                .header("Authorization", "Bearer " + sluice.adminToken())
                .build();
        HttpResponse<Stream<String>> response = HttpClient.newHttpClient()
                .sendAsync(request, HttpResponse.BodyHandlers.ofLines())
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        Thread reader = new Thread(() -> response.body().forEach(events::add), "events");
        reader.setDaemon(true);
        reader.start();
        return () -> {
            response.body().close();
            reader.interrupt();
        };
    }

    /** Ends by itself. */
    private interface Listening extends AutoCloseable {
        @Override
        void close();
    }
}
