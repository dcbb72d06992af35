package dev.sluice.storage.volume;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Whether the volume takes files, and answers at all; one line in the log per change, not per file, and not more than
 * six a minute.
 */
final class VolumeState {
    private static final Logger LOG = Logger.getLogger(VolumeState.class);
    private static final long QUIET_NANOS = 10_000_000_000L;

    /** A fault that lasts so long does not pass by itself. */
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private final Path root;
    private final LongSupplier nanoClock;
    private boolean known;
    private boolean logged;
    private long loggedNanos;
    private boolean writable;
    private boolean everWritable;
    private boolean definite;
    private long definiteNanos;
    private boolean hangs;
    private String problem = "the volume was not tried yet";

    VolumeState(Path root, LongSupplier nanoClock) {
        this.root = root;
        this.nanoClock = nanoClock;
        loggedNanos = nanoClock.getAsLong() - QUIET_NANOS;
    }

    synchronized boolean writable() {
        return writable;
    }

    /**
     * Whether newcomers should come here: it took files once and has not refused them for long in a way that does not
     * pass by itself. A volume that hangs or is full is so for every replica, so it stays usable.
     */
    synchronized boolean usable() {
        return everWritable && !(definite && nanoClock.getAsLong() - definiteNanos > PATIENCE_NANOS);
    }

    synchronized boolean hangs() {
        return hangs;
    }

    /** The oldest file call that has not returned is so old; 0 when there is none. */
    synchronized void looked(long oldestNanos) {
        boolean now = oldestNanos > VolumeStorage.STUCK_NANOS;
        if (now && !hangs) {
            LOG.warnf(
                    "event=volume_hangs volume=%s cause=\"a file call has not returned for %d s\""
                            + " advice=\"see to its mount or server; streams go on from memory\"",
                    root, oldestNanos / 1_000_000_000);
        } else if (!now && hangs) {
            LOG.infof("event=volume_answers volume=%s", root);
        }
        hangs = now;
    }

    /** What is wrong, in one line for a person; empty when nothing is. */
    synchronized String problem() {
        return writable ? "" : problem;
    }

    synchronized void good() {
        if (known && !writable && logged) {
            LOG.infof("event=volume_writable volume=%s", root);
            logged = false;
        }
        known = true;
        writable = true;
        everWritable = true;
        definite = false;
    }

    void bad(String operation, Exception fault) {
        // It asks the volume, which may not answer; event loops ask for the state.
        bad(describe(operation, fault), FaultKind.of(fault), FaultKind.isDefinite(fault));
    }

    private synchronized void bad(String description, FaultKind kind, boolean lasts) {
        problem = description;
        long now = nanoClock.getAsLong();
        if (lasts && !definite) {
            definiteNanos = now;
        }
        definite = lasts;
        // A full volume takes small files and refuses large ones in turn.
        if (!known || (writable && now - loggedNanos > QUIET_NANOS)) {
            LOG.warnf(
                    "event=volume_refuses cause=\"%s\" advice=\"%s; streams go on from memory\"",
                    problem, kind.advice());
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
