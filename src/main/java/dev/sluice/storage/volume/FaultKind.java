package dev.sluice.storage.volume;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;

/** Why the volume refused, as metrics name it. */
enum FaultKind {
    ENOSPC("make room, or keep recordings and windows shorter"),
    EROFS("mount it writable again"),
    ESTALE("mount it anew"),
    OTHER("see that the directory is there and this process may write in it");

    private final String advice;

    FaultKind(String advice) {
        this.advice = advice;
    }

    /** What a person can do about it. */
    String advice() {
        return advice;
    }

    /** Java keeps no errno; the words of the C library are all there is. */
    static FaultKind of(Exception fault) {
        if (fault instanceof ReadOnlyFileSystemException) {
            return EROFS;
        }
        String text = words(fault);
        if (text.contains("no space left") || text.contains("quota exceeded")) {
            return ENOSPC;
        }
        if (text.contains("read-only file system")) {
            return EROFS;
        }
        return text.contains("stale") ? ESTALE : OTHER;
    }

    /**
     * Whether only somebody's hand makes the volume usable here again: it is mounted wrongly, gone or another's. A full
     * one is that for every replica, and segments expire.
     */
    static boolean isDefinite(Exception fault) {
        FaultKind kind = of(fault);
        return kind == EROFS
                || kind == ESTALE
                || fault instanceof AccessDeniedException
                || fault instanceof NoSuchFileException
                || fault instanceof NotDirectoryException
                || words(fault).contains("not a directory");
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static String words(Exception fault) {
        String reason = fault instanceof FileSystemException file ? file.getReason() : null;
        String text = reason != null ? reason : fault instanceof IOException ? fault.getMessage() : null;
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }
}
