package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The packaged program, started as a user starts it: its own process, its own embedded database, free ports. */
final class RunningSluice implements AutoCloseable {
    private static final Pattern DEMO_KEY = Pattern.compile("slk_[0-9A-Za-z]{28}");
    private static final Pattern ADMIN_TOKEN = Pattern.compile("Admin token +([0-9a-f]{48})");
    private static RunningSluice shared;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final Path log;
    private final Path data;
    private final int httpPort;
    private final int managementPort;
    private final int rtmpPort;

    private RunningSluice(Path data, Map<String, String> properties) throws IOException {
        this.data = data;
        this.httpPort = freePort();
        this.managementPort = freePort();
        this.rtmpPort = freePort();
        Files.createDirectories(data);
        this.log = Files.createTempFile(data, "sluice-", ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + httpPort,
                "-Dquarkus.management.host=127.0.0.1",
                "-Dquarkus.management.port=" + managementPort,
                "-Dsluice.rtmp.host=127.0.0.1",
                "-Dsluice.rtmp.port=" + rtmpPort,
                "-Dsluice.data.directory=" + data));
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-jar", System.getProperty("sluice.jar", "target/quarkus-app/quarkus-run.jar")));
        this.process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** One server, of both formats, for all tests of the JVM that do it no harm; stopped when the JVM ends. */
    static synchronized RunningSluice shared() {
        if (shared == null) {
            shared = start("shared", Map.of("sluice.hls.formats", "cmaf,mpegts"));
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
        }
        return shared;
    }

    /** A server of the test's own with an empty data directory. */
    static RunningSluice start(String name, Map<String, String> properties) {
        try {
            Path root = Files.createDirectories(Path.of("target", "e2e"));
            return startIn(Files.createTempDirectory(root, name + "-").toAbsolutePath(), properties);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server over an existing data directory. */
    static RunningSluice startIn(Path data, Map<String, String> properties) {
        try {
            RunningSluice started = new RunningSluice(data, properties);
            await().atMost(Duration.ofSeconds(60)).until(() -> started.isReady() || !started.process.isAlive());
            assertThat(started.process.isAlive()).as(started::log).isTrue();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String httpUrl() {
        return "http://127.0.0.1:" + httpPort;
    }

    String managementUrl() {
        return "http://127.0.0.1:" + managementPort;
    }

    int rtmpPort() {
        return rtmpPort;
    }

    String rtmpUrl() {
        return "rtmp://127.0.0.1:" + rtmpPort + "/live";
    }

    Path data() {
        return data;
    }

    long pid() {
        return process.pid();
    }

    /** The key that the first start printed. */
    String demoKey() {
        // Ready does not wait for the database, and the key does.
        await().atMost(Duration.ofSeconds(20))
                .until(() -> DEMO_KEY.matcher(log()).find());
        Matcher matcher = DEMO_KEY.matcher(log());
        assertThat(matcher.find()).isTrue();
        return matcher.group();
    }

    /** The token that a start without a configured one printed. */
    String adminToken() {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> ADMIN_TOKEN.matcher(log()).find());
        Matcher matcher = ADMIN_TOKEN.matcher(log());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpResponse<String> get(String url, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The sum of a metric's samples whose labels contain {@code labels}; NaN when there is none. */
    double metric(String name, String labels) {
        return get(managementUrl() + "/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> line.contains(labels))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .reduce(Double::sum)
                .orElse(Double.NaN);
    }

    /** The publication that the newest listed segment of stream {@code demo} is of; 0 when none is listed. */
    long newestEpoch() {
        return Stream.of("v0", "a0", "ts")
                .flatMap(rendition -> get(httpUrl() + "/hls/demo/" + rendition + ".m3u8")
                        .body()
                        .lines())
                .filter(line -> line.matches("[0-9]+/.*"))
                .mapToLong(line -> Long.parseLong(line.substring(0, line.indexOf('/'))))
                .max()
                .orElse(0);
    }

    private boolean isReady() {
        try {
            return get(managementUrl() + "/q/health/ready").statusCode() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(40, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Below the range that the system gives to outgoing connections: one of those would be there first at times. */
    static int freePort() {
        for (int attempt = 0; attempt < 100; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(10_000, 32_000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // Another one then.
            }
        }
        throw new IllegalStateException("no port to be had");
    }
}
