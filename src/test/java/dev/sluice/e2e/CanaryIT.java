package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.access.KeyDigest;
import dev.sluice.access.StreamKeyFormat;
import dev.sluice.bytes.Secret;
import dev.sluice.rtmp.client.ClientState;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** LOG-2: secrets go in at every door while the program says all that it can, and none comes out anywhere. */
class CanaryIT {
    private static final String TOKEN = "canaryTokenOfAnAdministrator0123456789";
    private static final String PLAYBACK = "v1.canaryPlaybackToken.0123456789abcdef";
    private static final String HOOK_SECRET = "whsec_Y2FuYXJ5IG9mIHRoZSB3ZWJob29rcyAwMTIz";
    private static final String HOOK_PATH = "canaryPathOfTheWebhooks";
    private static final String ODD_KEY = "canary-key-of-another-form";

    private final Map<String, String> needles = new LinkedHashMap<>();
    private final Map<String, String> haystacks = new LinkedHashMap<>();

    @Test
    void log2NoSecretIsInAnyLogMetricAnswerPageOrThreadDump() throws Exception {
        Map<String, String> properties = Map.of(
                "quarkus.log.level", "TRACE",
                "quarkus.log.category.\"io.quarkus\".level", "TRACE",
                "quarkus.log.category.\"org.flywaydb\".level", "TRACE",
                "quarkus.http.access-log.enabled", "true",
                "quarkus.http.access-log.pattern", "long",
                "sluice.hooks.url", "http://127.0.0.1:9/" + HOOK_PATH,
                "sluice.hooks.allow", "127.0.0.1",
                "sluice.hooks.secret", HOOK_SECRET);
        try (RunningSluice sluice = RunningSluice.start("canary", properties)) {
            sluice.demoKey();
            String key = new StreamTable(sluice).make("canary");
            String stranger = StreamKeyFormat.generate(new Random(5)).reveal();
            String typo = key.substring(0, 10) + (key.charAt(10) == '0' ? '1' : '0') + key.substring(11);
            needles.put("key", key);
            needles.put("unknown key", stranger);
            needles.put("mistyped key", typo);
            needles.put("key of another form", ODD_KEY);
            needles.put(
                    "digest",
                    HexFormat.of().formatHex(KeyDigest.of(new Secret(key)).toArray()));
            needles.put("admin token", TOKEN);
            needles.put("playback token", PLAYBACK);
            needles.put("webhook secret", HOOK_SECRET.substring(6));
            needles.put("webhook path", HOOK_PATH);
            needles.put(
                    "database password",
                    Files.readString(sluice.data().resolve("postgres/password")).strip());

            refuse(sluice, List.of(stranger, typo, ODD_KEY, "other?key=" + key, "../x?key=" + key));
            try (SocketPublisher live = publish(sluice, "canary?key=" + key)) {
                askEverything(sluice, key);
                live.audio();
            }
            publish(sluice, key).close();
            await().until(() -> sluice.log().contains("event=hooks_suspended"));
            haystacks.put("thread dump", threadDump(sluice.pid()));
            haystacks.put("log", sluice.log());
            assertThat(haystacks.get("log")).contains("TRACE", "event=published", "reason=key_unknown");
        }
        List<String> leaks = new ArrayList<>();
        needles.forEach((secret, text) -> haystacks.forEach((place, content) -> content.lines()
                .filter(line -> line.contains(text))
                .limit(3)
                .forEach(line -> leaks.add(secret + " in " + place + ": " + line))));
        assertThat(leaks).isEmpty();
    }

    private void askEverything(RunningSluice sluice, String key) {
        String query = "?token=" + PLAYBACK + "&key=" + key;
        for (String path : List.of(
                "/",
                "/watch/canary",
                "/embed/canary",
                "/hls/canary.m3u8",
                "/hls/nothing.m3u8",
                "/api/v1/live",
                "/api/v1/live/canary",
                "/api/v1/streams",
                "/q/openapi",
                "/no/such/page")) {
            answer(
                    path,
                    sluice.get(
                            sluice.httpUrl() + path + query,
                            "Authorization",
                            "Bearer " + TOKEN,
                            "Cookie",
                            "sluice-token-canary=" + PLAYBACK));
        }
        for (String path : List.of("/q/metrics", "/q/health", "/q/health/ready")) {
            answer(path, sluice.get(sluice.managementUrl() + path, "Authorization", "Bearer " + TOKEN));
        }
        for (String given : List.of(key, ODD_KEY)) {
            HttpRequest check = HttpRequest.newBuilder(URI.create(sluice.httpUrl() + "/auth" + query))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString("call=publish&name=" + given + "&key=" + given))
                    .build();
            answer("/auth with " + given.length() + " characters", sluice.send(check));
        }
    }

    private void answer(String place, HttpResponse<String> response) {
        haystacks.put(place, response.statusCode() + "\n" + response.headers().map() + "\n" + response.body());
    }

    private static SocketPublisher publish(RunningSluice sluice, String name) throws Exception {
        SocketPublisher publisher = new SocketPublisher(sluice.rtmpPort(), name);
        assertThat(publisher.await(ClientState.PUBLISHED, Duration.ofSeconds(8)))
                .isEqualTo(ClientState.PUBLISHED);
        return publisher;
    }

    /** At once, because each refusal is delayed. */
    private static void refuse(RunningSluice sluice, List<String> names) throws Exception {
        List<SocketPublisher> asking = new ArrayList<>();
        for (String name : names) {
            SocketPublisher publisher = new SocketPublisher(sluice.rtmpPort(), name);
            asking.add(publisher);
            publisher.await(ClientState.REQUESTING, Duration.ofSeconds(5));
        }
        for (SocketPublisher publisher : asking) {
            assertThat(publisher.await(ClientState.PUBLISHED, Duration.ofSeconds(8)))
                    .isEqualTo(ClientState.REFUSED);
            publisher.close();
        }
    }

    private static String threadDump(long pid) throws Exception {
        Path file = Files.createTempFile(Path.of("target"), "threads-", ".txt");
        Process dump = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pid),
                        "Thread.print",
                        "-l",
                        "-e")
                .redirectErrorStream(true)
                .redirectOutput(file.toFile())
                .start();
        assertThat(dump.waitFor()).isZero();
        String text = Files.readString(file, StandardCharsets.UTF_8);
        assertThat(text).contains("vert.x-eventloop-thread");
        Files.delete(file);
        return text;
    }
}
