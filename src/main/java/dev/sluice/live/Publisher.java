package dev.sluice.live;

import java.util.UUID;
import java.util.concurrent.Executor;

/** The connection behind a publication, as the registry of live streams sees it. */
public interface Publisher {
    /** Runs tasks on the thread that owns the connection and its publication. */
    Executor executor();

    /** Closes the connection; may be called from any thread, more than once. */
    void close(CloseReason reason);

    /** The encoder's numeric address without port. */
    String remoteAddress();

    /** What the encoder calls itself, such as {@code OBS 31.0}; may be empty. */
    String software();

    UUID keyId();
}
