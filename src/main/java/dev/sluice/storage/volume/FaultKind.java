package dev.sluice.storage.volume;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;

/** Why the volume refused, as metrics name it. */
public enum FaultKind {
    ENOSPC,
    EROFS,
    ESTALE,
    OTHER;

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

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static String words(Exception fault) {
        String reason = fault instanceof FileSystemException file ? file.getReason() : null;
        String text = reason != null ? reason : fault instanceof IOException ? fault.getMessage() : null;
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }
}
