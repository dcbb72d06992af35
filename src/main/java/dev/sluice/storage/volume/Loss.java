package dev.sluice.storage.volume;

import java.util.Locale;

/** Why a segment never reached the volume, as metrics name it. */
enum Loss {
    /** More came than the volume takes. */
    QUEUE_FULL,
    /** The volume does not answer, and the queue was full. */
    VOLUME_STUCK,
    /** It was written, and another hand removed it. */
    MISSING,
    /** The volume refused it. */
    ERROR;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
