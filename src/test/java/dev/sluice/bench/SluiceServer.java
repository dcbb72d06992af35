package dev.sluice.bench;

import dev.sluice.access.KeyDigest;
import dev.sluice.access.StreamKeyFormat;
import dev.sluice.bytes.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged program as a user starts it, with its embedded database and its data on {@code /dev/shm}. */
final class SluiceServer implements Server {
    private static final int RTMP_PORT = 21935;
    private static final int HTTP_PORT = 28080;
    private static final int MANAGEMENT_PORT = 29000;

    private final String name;
    private final Process process;
    private final Path directory;

    /** {@code properties} are the program's own. */
    SluiceServer(String name, Map<String, String> properties) throws IOException, InterruptedException {
        this.name = name;
        directory = Files.createTempDirectory(Path.of("/dev/shm"), "bench-sluice");
        List<String> command = new ArrayList<>(List.of("taskset", "-c", "0", System.getProperty("bench.java", "java")));
        command.addAll(List.of(System.getProperty("bench.options", "-Xmx1g").split(" ")));
        command.add("-Xlog:gc:file=" + directory.resolve("gc.log"));
        command.add("-Dquarkus.http.port=" + HTTP_PORT);
        command.add("-Dquarkus.management.port=" + MANAGEMENT_PORT);
        command.add("-Dsluice.rtmp.port=" + RTMP_PORT);
        command.add("-Dsluice.data.directory=" + directory.resolve("data"));
        command.add("-Dsluice.limits.publications=2000");
        properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.add("-jar");
        command.add(System.getProperty("bench.app", "target/quarkus-app") + "/quarkus-run.jar");
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out").toFile())
                .start();
        while (!isReady()) {
            if (!process.isAlive()) {
                throw new IOException(Files.readString(directory.resolve("out")));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public int rtmpPort() {
        return RTMP_PORT;
    }

    @Override
    public int httpPort() {
        return HTTP_PORT;
    }

    @Override
    public String playlistPath() {
        return "/hls/bench-0.m3u8";
    }

    @Override
    public List<String> publishNames(int count) throws IOException {
        Path database = directory.resolve("data/postgres");
        String port =
                Files.readAllLines(database.resolve("cluster/postmaster.pid")).get(3);
        String password = Files.readString(database.resolve("password")).strip();
        SecureRandom random = new SecureRandom();
        List<String> keys = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", password);
                PreparedStatement stream = connection.prepareStatement("INSERT INTO streams (name) VALUES (?)");
                PreparedStatement key =
                        connection.prepareStatement("INSERT INTO stream_keys (stream, digest) VALUES (?, ?)")) {
            for (int number = 0; number < count; number++) {
                Secret secret = StreamKeyFormat.generate(random);
                stream.setString(1, Server.stream(number));
                stream.executeUpdate();
                key.setString(1, Server.stream(number));
                key.setObject(2, KeyDigest.of(secret).toArray());
                key.executeUpdate();
                keys.add(secret.reveal());
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
        return keys;
    }

    /** Adds what only this server tells of itself: pauses of its collector, and how late its loops run. */
    void describe(Figures figures) throws IOException, InterruptedException {
        Samples pauses = new Samples();
        for (String line : Files.readAllLines(directory.resolve("gc.log"))) {
            int end = line.lastIndexOf("ms");
            if (line.contains("Pause") && end > 0) {
                double millis = Double.parseDouble(line.substring(line.lastIndexOf(' ', end) + 1, end));
                pauses.add((long) (millis * 1e6));
            }
        }
        figures.put("gc_pauses", pauses.count())
                .put("gc_p99_ms", pauses.percentileMillis(0.99))
                .put("loop_lag_p999_ms", LoopLag.read(get("http://127.0.0.1:" + MANAGEMENT_PORT + "/q/metrics")));
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        new ProcessBuilder("rm", "-rf", directory.toString()).start();
    }

    /** The demo key is printed when the database has its tables. */
    private boolean isReady() throws IOException {
        return Files.readString(directory.resolve("out")).contains("slk_");
    }

    private static String get(String url) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
