package dev.sluice.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseIT {
    @TempDir
    private Path data;

    @Test
    void sql3LoopbackOnlyWithAPasswordAndItsDataSurvives() throws Exception {
        String password;
        try (EmbeddedDatabase database = EmbeddedDatabase.start(data)) {
            execute(database, "CREATE TABLE kept AS SELECT 42 AS answer");
            password = database.password().reveal();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("postgres"))))
                    .isEqualTo("rwx------");
            assertThatThrownBy(() -> DriverManager.getConnection(database.jdbcUrl(), database.user(), "wrong"))
                    .isInstanceOf(SQLException.class);
            assertThat(value(database, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(value(database, "SHOW fsync")).isEqualTo("on");
            new ServerSocket(database.port(), 1, java.net.InetAddress.getByName("127.0.0.2")).close();
        }
        try (EmbeddedDatabase again = EmbeddedDatabase.start(data)) {
            assertThat(value(again, "SELECT answer FROM kept")).isEqualTo("42");
            assertThat(again.password().reveal()).isEqualTo(password).hasSize(48);
        }
        assertThat(data.resolve("postgres/cluster/postmaster.pid")).doesNotExist();
    }

    @Test
    void db11AServerLeftBehindByAKilledServiceIsReplaced() throws Exception {
        Process service = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Service.class.getName(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = service.inputReader()) {
            assertThat(output.lines().anyMatch("ready"::equals)).isTrue();
        }
        service.destroyForcibly().waitFor();
        long orphan = pidOf(data);
        assertThat(ProcessHandle.of(orphan)).isPresent();

        try (EmbeddedDatabase again = EmbeddedDatabase.start(data)) {
            assertThat(value(again, "SELECT answer FROM kept")).isEqualTo("42");
            assertThat(pidOf(data)).isNotEqualTo(orphan);
            assertThat(ProcessHandle.of(orphan).filter(ProcessHandle::isAlive)).isEmpty();
        }
    }

    @Test
    void db11AStaleLockFileIsRemovedWhoeverHasItsNumberNow() throws Exception {
        EmbeddedDatabase.start(data).close();
        Path pidFile = data.resolve("postgres/cluster/postmaster.pid");

        for (String number : new String[] {Long.toString(ProcessHandle.current().pid()), "999999999", "garbage", ""}) {
            Files.writeString(pidFile, number + "\n" + pidFile.getParent() + "\n");
            EmbeddedDatabase.start(data).close();
        }
    }

    @Test
    void db11ADamagedDirectoryIsASentenceAndNeverANewDatabase() throws Exception {
        EmbeddedDatabase.start(data).close();
        Path cluster = data.resolve("postgres/cluster");
        Path control = cluster.resolve("global/pg_control");
        Path aside = data.resolve("pg_control");

        Files.move(control, aside);
        assertSentence(cluster.toString(), "pg_control is missing");
        Files.write(control, new byte[8192]);
        assertSentence(cluster.toString(), "does not start");
        Files.move(aside, control, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        EmbeddedDatabase.start(data).close();
    }

    @Test
    void aDirectoryInUseOrUnusableIsASentence() throws Exception {
        try (EmbeddedDatabase running = EmbeddedDatabase.start(data)) {
            assertThat(running.port()).isPositive();
            assertSentence(data.resolve("postgres").toString(), "in use by another running service");
        }
        Files.createFile(data.resolve("file"));
        assertThatThrownBy(() -> EmbeddedDatabase.start(data.resolve("file")))
                .isInstanceOf(EmbeddedDatabaseFailure.class)
                .hasMessageContaining(data.resolve("file/postgres").toString());
    }

    private void assertSentence(String path, String cause) {
        long begunNanos = System.nanoTime();
        assertThatThrownBy(() -> EmbeddedDatabase.start(data))
                .isInstanceOf(EmbeddedDatabaseFailure.class)
                .hasMessageContaining(path)
                .hasMessageContaining(cause)
                .hasMessageEndingWith(".")
                .message()
                .doesNotContain("\n");
        assertThat(Duration.ofNanos(System.nanoTime() - begunNanos)).isLessThan(Duration.ofSeconds(5));
    }

    private static void execute(EmbeddedDatabase database, String sql) throws SQLException {
        try (Connection connection = connect(database)) {
            connection.createStatement().execute(sql);
        }
    }

    private static String value(EmbeddedDatabase database, String sql) throws SQLException, IOException {
        try (Connection connection = connect(database);
                ResultSet rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Connection connect(EmbeddedDatabase database) throws SQLException {
        return DriverManager.getConnection(
                database.jdbcUrl(), database.user(), database.password().reveal());
    }

    private static long pidOf(Path data) throws IOException {
        return Long.parseLong(Files.readAllLines(data.resolve("postgres/cluster/postmaster.pid"))
                .get(0)
                .strip());
    }

    /** A service that only starts its database, to be killed. */
    static final class Service {
        private Service() {}

        public static void main(String[] arguments) throws Exception {
            EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(arguments[0]));
            execute(database, "CREATE TABLE kept AS SELECT 42 AS answer");
            System.out.println("ready");
            System.out.close();
            Thread.sleep(Duration.ofMinutes(1).toMillis());
        }
    }
}
