package dev.sluice.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;

/** Calls of the administration, as a script would make them. */
final class ApiClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RunningSluice sluice;
    private final String token;

    ApiClient(RunningSluice sluice) {
        this(sluice, sluice.adminToken());
    }

    ApiClient(RunningSluice sluice, String token) {
        this.sluice = sluice;
        this.token = token;
    }

    /** An answer with its body read as JSON; missing where there is none. */
    record Answer(HttpResponse<String> response, JsonNode json) {
        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        String text(String property) {
            return json.path(property).asText();
        }
    }

    Answer get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    Answer post(String path, String body, String... headers) {
        return send("POST", path, body, headers);
    }

    Answer patch(String path, String body, String... headers) {
        return send("PATCH", path, body, headers);
    }

    Answer delete(String path, String... headers) {
        return send("DELETE", path, "", headers);
    }

    /** Sends the token and JSON; {@code headers} are names and values, and those of the body may be replaced. */
    Answer send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(sluice.httpUrl() + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (!Arrays.asList(headers).contains("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return read(sluice.send(request.build()));
    }

    static Answer read(HttpResponse<String> response) {
        try {
            return new Answer(response, JSON.readTree(response.body().isEmpty() ? "null" : response.body()));
        } catch (JsonProcessingException e) {
            return new Answer(response, JSON.missingNode());
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
