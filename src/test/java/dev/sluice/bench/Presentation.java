package dev.sluice.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/**
 * Where the newest things of a presentation are.
 *
 * @param playlist path of a media playlist
 * @param segment path of the newest whole segment
 */
record Presentation(String playlist, String segment) {
    /** Of {@code bench-0}. */
    static Presentation of(Server server) throws IOException, InterruptedException {
        URI root = URI.create("http://127.0.0.1:" + server.httpPort());
        URI playlist = root.resolve(server.playlistPath());
        List<String> lines = uris(playlist);
        if (lines.get(0).contains(".m3u8")) {
            playlist = playlist.resolve(lines.get(0));
            lines = uris(playlist);
        }
        return new Presentation(
                playlist.getRawPath(),
                playlist.resolve(lines.get(lines.size() - 1)).getRawPath());
    }

    private static List<String> uris(URI playlist) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(playlist).build(), HttpResponse.BodyHandlers.ofString());
        List<String> uris = answer.body()
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        if (uris.isEmpty()) {
            throw new IOException(playlist + " " + answer.statusCode() + " " + answer.body());
        }
        return uris;
    }
}
