package dev.sluice.admin.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bytes.Secret;
import dev.sluice.live.Authorization;
import dev.sluice.live.CloseReason;
import dev.sluice.live.PublishAttempt;
import dev.sluice.live.StreamDefinition;
import dev.sluice.live.StreamName;
import dev.sluice.live.TakeoverPolicy;
import dev.sluice.live.Visibility;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuthRouteTest {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Authorization GRANTED = new Authorization.Granted(
            new StreamDefinition(new StreamName("studio"), "", Visibility.PUBLIC, TakeoverPolicy.TAKEOVER),
            new UUID(1, 2),
            Optional.empty());

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<PublishAttempt> attempts = new ArrayList<>();
    private CompletableFuture<Authorization> answer = CompletableFuture.completedFuture(GRANTED);
    private int port;

    @BeforeEach
    void listen() throws Exception {
        Router router = Router.router(vertx);
        new AuthRoute(attempt -> {
                    attempts.add(attempt);
                    return answer;
                })
                .mount(router);
        port = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS)
                .actualPort();
    }

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void aGoodKeyIsAnswered200() throws Exception {
        HttpResponse<String> response = post(FORM, "call=publish&name=&key=a%2Bb+c&addr=192.0.2.7");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("text/plain; charset=utf-8");
        assertThat(attempts).containsExactly(new PublishAttempt(new Secret("a+b c"), Optional.empty(), "127.0.0.1"));
    }

    @Test
    void adm7AllBadKeysGetTheSameAnswer() throws Exception {
        List<String> answers = new ArrayList<>();
        for (CloseReason reason : List.of(CloseReason.KEY_UNKNOWN, CloseReason.KEY_REVOKED, CloseReason.KEY_EXPIRED)) {
            answer = CompletableFuture.completedFuture(new Authorization.Denied(reason));
            HttpResponse<String> response = post(FORM, "key=x");
            answers.add(response.statusCode()
                    + response.body()
                    + response.headers().map().keySet());
        }

        assertThat(answers.get(0)).startsWith("401");
        assertThat(answers).containsOnly(answers.get(0));
    }

    @Test
    void aMissingKeyIsAskedAsAnEmptyOne() throws Exception {
        answer = CompletableFuture.completedFuture(new Authorization.Denied(CloseReason.KEY_UNKNOWN));

        assertThat(post(FORM, "").statusCode()).isEqualTo(401);
        assertThat(post(FORM, "key=").statusCode()).isEqualTo(401);
        assertThat(post(FORM, "KEY=x").statusCode()).isEqualTo(401);
        assertThat(attempts).allMatch(attempt -> attempt.key().isEmpty()).hasSize(3);
    }

    @Test
    void adm7WithoutADatabaseTheAnswerIs503() throws Exception {
        answer = CompletableFuture.completedFuture(new Authorization.Unavailable("secret cause"));
        HttpResponse<String> response = post(FORM, "key=x");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("retry-after")).isPresent();
        assertThat(response.body()).doesNotContain("secret cause");

        answer = CompletableFuture.failedFuture(new IllegalStateException("bug"));
        assertThat(post(FORM, "key=x").statusCode()).isEqualTo(503);
    }

    @Test
    void lim1TooManyBadKeysAreAnswered429() throws Exception {
        answer = CompletableFuture.completedFuture(new Authorization.Denied(CloseReason.RATE_LIMITED));
        HttpResponse<String> response = post(FORM, "key=x");

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("retry-after")).contains("6");
    }

    @Test
    void badBodiesAreRefusedBeforeTheKeyIsChecked() throws Exception {
        assertThat(post("application/json", "{\"key\":\"x\"}").statusCode()).isEqualTo(415);
        assertThat(post(FORM, "key=%zz").statusCode()).isEqualTo(400);
        assertThat(post(FORM, "key=a&key=b").statusCode()).isEqualTo(400);
        assertThat(post(FORM, "key=" + "a".repeat(64 * 1024)).statusCode()).isEqualTo(413);
        assertThat(attempts).isEmpty();
        assertThat(post(FORM + "; charset=UTF-8", "key=x").statusCode()).isEqualTo(200);
    }

    @Test
    void aBodyWithoutADeclaredLengthIsBoundedToo() throws Exception {
        byte[] large = ("key=" + "a".repeat(64 * 1024)).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        HttpRequest request = request(FORM)
                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large)))
                .build();

        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(413);
        assertThat(attempts).isEmpty();
    }

    @Test
    void onlyPostIsAnswered() throws Exception {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/auth?key=x"))
                        .build(),
                BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(attempts).isEmpty();
    }

    private HttpResponse<String> post(String type, String body) throws Exception {
        return client.send(request(type).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String type) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/auth"))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Content-Type", type);
    }
}
