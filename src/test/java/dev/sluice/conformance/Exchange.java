package dev.sluice.conformance;

import dev.sluice.bytes.Slice;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** How the checker asks a server; a test's fake answers without one. */
@FunctionalInterface
interface Exchange {
    /** The answer, whatever its status; a connection that fails is status 0. {@code headers} in pairs. */
    Download send(String method, String url, String... headers);

    default Download get(String url, String... headers) {
        return send("GET", url, headers);
    }

    /** Over HTTP/1.1, and HTTP/2 where the address is https. Redirects are not followed. */
    static Exchange over(HttpClient client) {
        return (method, url, headers) -> {
            long sent = System.nanoTime();
            try {
                HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                        .version(url.startsWith("https:") ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
                        .timeout(Duration.ofSeconds(30))
                        .method(method, BodyPublishers.noBody());
                if (headers.length > 0) {
                    request.headers(headers);
                }
                HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
                Map<String, String> all = new TreeMap<>();
                answer.headers().map().forEach((name, values) -> all.put(name, String.join(", ", values)));
                return new Download(
                        method,
                        url,
                        answer.statusCode(),
                        all,
                        Slice.wrap(answer.body()),
                        answer.version().name(),
                        sent,
                        System.nanoTime());
            } catch (IOException e) {
                return failed(method, url, sent, e.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return failed(method, url, sent, "interrupted");
            }
        };
    }

    private static Download failed(String method, String url, long sent, String why) {
        return new Download(method, url, 0, Map.of("failure", why), Slice.EMPTY, "", sent, System.nanoTime());
    }
}
