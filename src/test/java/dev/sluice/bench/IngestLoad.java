package dev.sluice.bench;

import dev.sluice.access.KeyDigest;
import dev.sluice.access.StreamKeyFormat;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Many publishers, nobody watching: what a server's process costs for each stream that it packages.
 *
 * <pre>IngestLoad PORT PUBLISHERS SECONDS SERVER_PID FILLER_BYTES [DATA_DIRECTORY]</pre>
 *
 * <p>With a data directory the streams and keys are made in the embedded database that lives there; without, names are
 * free.
 */
public final class IngestLoad {
    private static final int WARM_UP_SECONDS = 20;

    private IngestLoad() {}

    public static void main(String[] arguments) throws IOException, MalformedInput, InterruptedException, SQLException {
        InetSocketAddress server =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
        int count = Integer.parseInt(arguments[1]);
        int seconds = Integer.parseInt(arguments[2]);
        long pid = Long.parseLong(arguments[3]);
        int filler = Integer.parseInt(arguments[4]);
        List<String> names = arguments.length > 5 ? keys(Path.of(arguments[5]), count) : names(count);
        List<ProbePublisher> publishers = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (String name : names) {
            String url = "rtmp://127.0.0.1:" + arguments[0] + "/live";
            ProbePublisher publisher = new ProbePublisher(server, url, name, new ProbeClip(filler));
            Thread thread = new Thread(publisher, "publisher-" + publishers.size());
            thread.start();
            publishers.add(publisher);
            threads.add(thread);
            // Spread: real encoders do not send their key pictures in the same instant.
            TimeUnit.MILLISECONDS.sleep(2_000 / count);
        }
        TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
        double cpu = ServerCpu.seconds(pid);
        TimeUnit.SECONDS.sleep(seconds);
        double used = ServerCpu.seconds(pid) - cpu;
        long alive = threads.stream().filter(Thread::isAlive).count();
        System.out.printf(
                Locale.ROOT,
                "publishers=%d alive=%d seconds=%d cpu_s=%.2f cpu_ms_per_stream_second=%.2f rss_mib=%d%n",
                count,
                alive,
                seconds,
                used,
                used * 1_000 / count / seconds,
                ServerCpu.residentMebibytes(pid));
        publishers.forEach(ProbePublisher::stop);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static List<String> names(int count) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add("bench-" + i);
        }
        return names;
    }

    private static List<String> keys(Path data, int count) throws IOException, SQLException {
        Path database = data.resolve("postgres");
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
            for (String name : names(count)) {
                Secret secret = StreamKeyFormat.generate(random);
                stream.setString(1, name);
                stream.executeUpdate();
                key.setString(1, name);
                key.setObject(2, KeyDigest.of(secret).toArray());
                key.executeUpdate();
                keys.add(secret.reveal());
            }
        }
        return keys;
    }
}
