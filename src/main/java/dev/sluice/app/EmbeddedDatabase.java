package dev.sluice.app;

import dev.sluice.bytes.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A PostgreSQL of the service's own, for the run without a database URL: on loopback, a random port and a random
 * password, its data under {@code postgres} in the data directory, where it survives restarts.
 *
 * <p>Never begins an empty database over a damaged one. Start it before Quarkus, {@link #close} it after.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final String USER = "postgres";
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final long LOOK_MILLIS = 50;

    private final DatabaseDirectory directory;
    private final EmbeddedPostgres server;
    private final Secret password;

    private EmbeddedDatabase(DatabaseDirectory directory, EmbeddedPostgres server, Secret password) {
        this.directory = directory;
        this.server = server;
        this.password = password;
    }

    /**
     * Starts the database in {@code <dataDirectory>/postgres} and waits until it answers.
     *
     * @throws EmbeddedDatabaseFailure with one sentence that names the path and the cause
     */
    public static EmbeddedDatabase start(Path dataDirectory) throws EmbeddedDatabaseFailure {
        Path root = dataDirectory.toAbsolutePath().normalize().resolve("postgres");
        DatabaseDirectory directory = DatabaseDirectory.open(root);
        try {
            boolean isNew = directory.isNew();
            Secret password = directory.password(isNew);
            if (!isNew) {
                new OrphanedPostmaster(directory.cluster()).clear();
            }
            return new EmbeddedDatabase(directory, launch(directory, password), password);
        } catch (IOException failure) {
            directory.close();
            throw new EmbeddedDatabaseFailure(
                    "The embedded database in " + root + " cannot be started: " + failure + ".", failure);
        } catch (EmbeddedDatabaseFailure failure) {
            directory.close();
            throw failure;
        }
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return server.getPort();
    }

    public String user() {
        return USER;
    }

    public Secret password() {
        return password;
    }

    /** For {@code quarkus.datasource.reactive.url}. */
    public String reactiveUrl() {
        return "postgresql://" + host() + ":" + port() + "/postgres";
    }

    /** For {@code quarkus.datasource.jdbc.url}. */
    public String jdbcUrl() {
        return "jdbc:" + reactiveUrl();
    }

    /** Stops the server; the data stays. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException failure) {
            throw new IllegalStateException("the embedded database could not be stopped", failure);
        } finally {
            directory.close();
        }
    }

    /** Waits in this thread while another starts, because a refusal is seen in the log long before a time-out. */
    private static EmbeddedPostgres launch(DatabaseDirectory directory, Secret password)
            throws EmbeddedDatabaseFailure {
        CompletableFuture<EmbeddedPostgres> started = new CompletableFuture<>();
        Thread starter = new Thread(() -> run(directory, password, started), "sluice-database-start");
        starter.setDaemon(true);
        starter.start();
        while (true) {
            try {
                return started.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException notYet) {
                if (logTail(directory).contains("could not start server")) {
                    giveUp(started, starter);
                    throw refused(directory, "the server does not start");
                }
            } catch (ExecutionException failure) {
                throw refused(directory, String.valueOf(failure.getCause()));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw refused(directory, "interrupted");
            }
        }
    }

    /** An interrupted start returns a server that never was; closing it frees the lock file in the cluster. */
    private static void giveUp(CompletableFuture<EmbeddedPostgres> started, Thread starter) {
        starter.interrupt();
        try {
            started.get(2, TimeUnit.SECONDS).close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | IOException nothingToClose) {
            // The process ends now in any case.
        }
    }

    private static void run(DatabaseDirectory directory, Secret password, CompletableFuture<EmbeddedPostgres> started) {
        try {
            started.complete(configure(directory, password).start());
        } catch (IOException | RuntimeException failure) {
            started.completeExceptionally(failure);
        }
    }

    private static EmbeddedPostgres.Builder configure(DatabaseDirectory directory, Secret password) throws IOException {
        Files.createDirectories(directory.binaries());
        Files.deleteIfExists(directory.log());
        ProcessBuilder.Redirect log = ProcessBuilder.Redirect.to(directory.log().toFile());
        return EmbeddedPostgres.builder()
                .setDataDirectory(directory.cluster())
                .setOverrideWorkingDirectory(directory.binaries().toFile())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(START_PATIENCE)
                .setErrorRedirector(log)
                .setOutputRedirector(log)
                .setConnectConfig("password", password.reveal())
                // Options of initdb: there is no moment in which the server trusts everybody.
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("auth-host", "scram-sha-256")
                .setLocaleConfig("auth-local", "scram-sha-256")
                .setLocaleConfig("pwfile", directory.passwordFile().toString())
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("max_connections", "50")
                // The library starts it without, as tests like it; here it keeps the keys.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                // The log is a file that nobody rotates.
                .setServerConfig("log_min_messages", "fatal");
    }

    private static EmbeddedDatabaseFailure refused(DatabaseDirectory directory, String otherwise) {
        String cause = logTail(directory)
                .lines()
                .filter(line -> line.contains("FATAL:") || line.contains("PANIC:") || line.contains("error:"))
                .map(line -> line.replaceFirst("^.*?(FATAL|PANIC|error):\\s*", ""))
                .reduce((first, last) -> last)
                .orElse(otherwise);
        return new EmbeddedDatabaseFailure(
                "The embedded database in " + directory.cluster() + " does not start: " + cause + ".");
    }

    private static String logTail(DatabaseDirectory directory) {
        try {
            byte[] bytes = Files.readAllBytes(directory.log());
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException none) {
            return "";
        }
    }
}
