package dev.sluice.e2e;

import dev.sluice.access.KeyDigest;
import dev.sluice.access.StreamKeyFormat;
import dev.sluice.bytes.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** The tables of a running program's embedded database, written as an operator's own SQL would. */
final class StreamTable {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final RunningSluice sluice;

    StreamTable(RunningSluice sluice) {
        this.sluice = sluice;
    }

    /** Makes a stream; its only key. */
    String make(String stream) throws IOException, SQLException {
        Secret key = StreamKeyFormat.generate(RANDOM);
        try (Connection connection = connect()) {
            execute(connection, "INSERT INTO streams (name) VALUES (?)", stream);
            execute(
                    connection,
                    "INSERT INTO stream_keys (stream, digest) VALUES (?, ?)",
                    stream,
                    KeyDigest.of(key).toArray());
        }
        return key.reveal();
    }

    /** Runs a statement that changes one row. */
    void change(String sql) throws IOException, SQLException {
        try (Connection connection = connect()) {
            execute(connection, sql);
        }
    }

    /** The same in a session whose triggers do not fire, so that no replica is told. */
    void changeUnnoticed(String sql) throws IOException, SQLException {
        try (Connection connection = connect();
                PreparedStatement mute = connection.prepareStatement("SET session_replication_role = replica")) {
            mute.execute();
            execute(connection, sql);
        }
    }

    private Connection connect() throws IOException, SQLException {
        Path database = sluice.data().resolve("postgres");
        List<String> postmaster = Files.readAllLines(database.resolve("cluster/postmaster.pid"));
        String password = Files.readString(database.resolve("password")).strip();
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + postmaster.get(3) + "/postgres", "postgres", password);
    }

    private static void execute(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            if (statement.executeUpdate() != 1) {
                throw new SQLException("not one row: " + sql);
            }
        }
    }
}
