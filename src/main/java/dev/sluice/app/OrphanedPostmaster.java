package dev.sluice.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * What a service that was killed leaves behind: a database server that still runs on the directory, or only its
 * {@code postmaster.pid}, whose number may meanwhile belong to some other process.
 */
final class OrphanedPostmaster {
    private static final Logger LOG = Logger.getLogger(OrphanedPostmaster.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path cluster;
    private final Path pidFile;

    OrphanedPostmaster(Path cluster) {
        this.cluster = cluster;
        this.pidFile = cluster.resolve("postmaster.pid");
    }

    /** Stops the server left over and removes a stale lock file; the caller holds the directory's own lock. */
    void clear() throws IOException, EmbeddedDatabaseFailure {
        if (!Files.exists(pidFile)) {
            return;
        }
        Optional<ProcessHandle> server = pid().flatMap(ProcessHandle::of).filter(this::runsOnThisCluster);
        if (server.isPresent()) {
            LOG.infof(
                    "A database server of an earlier run still works on %s; it is stopped and started anew.", cluster);
            stop(server.get());
        } else {
            LOG.infof("Removing %s, which an earlier run left behind.", pidFile);
        }
        Files.deleteIfExists(pidFile);
    }

    private Optional<Long> pid() throws IOException {
        List<String> lines = Files.readAllLines(pidFile);
        try {
            return lines.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Long.parseLong(lines.get(0).strip()));
        } catch (NumberFormatException garbled) {
            return Optional.empty();
        }
    }

    /** A server's working directory is its cluster; where that cannot be seen, its program's name has to do. */
    private boolean runsOnThisCluster(ProcessHandle process) {
        try {
            Path workingDirectory = Path.of("/proc", Long.toString(process.pid()), "cwd");
            if (Files.exists(workingDirectory)) {
                return Files.isSameFile(workingDirectory, cluster);
            }
        } catch (IOException unreadable) {
            // Another user's process: certainly not a server that this user has started.
        }
        return process.info()
                .command()
                .filter(program -> program.endsWith("postgres"))
                .isPresent();
    }

    /** SIGTERM waits for clients to leave, and they are gone with the service; SIGINT sends a last one away. */
    private void stop(ProcessHandle server) throws IOException, EmbeddedDatabaseFailure {
        CompletableFuture<ProcessHandle> exit = server.onExit();
        server.destroy();
        if (!ends(exit, Duration.ofSeconds(1))) {
            new ProcessBuilder("sh", "-c", "kill -INT " + server.pid()).start();
            if (!ends(exit, PATIENCE)) {
                throw new EmbeddedDatabaseFailure("A database server of an earlier run, process " + server.pid()
                        + ", still works on " + cluster + " and does not stop; end it by hand.");
            }
        }
    }

    private static boolean ends(CompletableFuture<ProcessHandle> exit, Duration patience) {
        try {
            exit.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } catch (Exception stillRunning) {
            return false;
        }
    }
}
