package dev.sluice.e2e;

import dev.sluice.access.KeyDigest;
import dev.sluice.access.StreamKeyFormat;
import dev.sluice.bytes.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** More streams than the one of the demo, made in the program's embedded database. */
final class Streams {
    private Streams() {}

    /** Makes the stream {@code name} with one key, and gives the key. */
    static String create(RunningSluice sluice, String name) {
        // The demo key is printed when the database is ready.
        sluice.demoKey();
        Secret key = StreamKeyFormat.generate(new SecureRandom());
        try (Connection connection = connect(sluice.data().resolve("postgres"));
                PreparedStatement stream = connection.prepareStatement("INSERT INTO streams (name) VALUES (?)");
                PreparedStatement row =
                        connection.prepareStatement("INSERT INTO stream_keys (stream, digest) VALUES (?, ?)")) {
            stream.setString(1, name);
            stream.executeUpdate();
            row.setString(1, name);
            row.setBytes(2, KeyDigest.of(key).toArray());
            row.executeUpdate();
            return key.reveal();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection connect(Path database) throws SQLException {
        try {
            String port = Files.readAllLines(database.resolve("cluster/postmaster.pid"))
                    .get(3);
            String password = Files.readString(database.resolve("password")).strip();
            return DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", password);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
