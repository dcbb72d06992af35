package dev.sluice.storage.volume;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.logging.Logger;

/** Whether the volume takes files; one line in the log per change, not per file, and not more than six a minute. */
final class VolumeState {
    private static final Logger LOG = Logger.getLogger(VolumeState.class);
    private static final long QUIET_NANOS = 10_000_000_000L;

    private final Path root;
    private boolean known;
    private boolean logged;
    private long loggedNanos = System.nanoTime() - QUIET_NANOS;
    private boolean writable;
    private String problem = "the volume was not tried yet";

    VolumeState(Path root) {
        this.root = root;
    }

    synchronized boolean writable() {
        return writable;
    }

    /** What is wrong, in one line for a person; empty when nothing is. */
    synchronized String problem() {
        return writable ? "" : problem;
    }

    synchronized void good() {
        if (known && !writable && logged) {
            LOG.infof("the volume %s takes files again", root);
            logged = false;
        }
        known = true;
        writable = true;
    }

    synchronized void bad(String operation, Exception fault) {
        problem = describe(operation, fault);
        long now = System.nanoTime();
        // A full volume takes small files and refuses large ones in turn.
        if (!known || (writable && now - loggedNanos > QUIET_NANOS)) {
            LOG.error(problem);
            logged = true;
            loggedNanos = now;
        }
        known = true;
        writable = false;
    }

    private String describe(String operation, Exception fault) {
        String reason = fault instanceof FileSystemException file ? file.getReason() : fault.getMessage();
        String words = reason != null
                ? reason
                : fault instanceof AccessDeniedException
                        ? "Permission denied"
                        : fault.getClass().getSimpleName();
        return "the volume " + root + " cannot be written: " + operation + ": " + words + owner();
    }

    /** A wrong owner is the usual mistake, so the line names both sides. */
    private String owner() {
        return " (this process is uid " + attribute(Path.of("/proc/self"), "uid") + ", gid "
                + attribute(Path.of("/proc/self"), "gid") + "; the directory is uid " + attribute(root, "uid")
                + ", gid " + attribute(root, "gid") + ")";
    }

    private static String attribute(Path path, String name) {
        try {
            return String.valueOf(Files.getAttribute(path, "unix:" + name));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return "unknown";
        }
    }
}
