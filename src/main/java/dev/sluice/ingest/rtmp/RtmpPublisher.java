package dev.sluice.ingest.rtmp;

import dev.sluice.live.CloseReason;
import dev.sluice.live.Publisher;
import java.util.UUID;
import java.util.concurrent.Executor;

/** A connection as the registry of live streams sees it. */
record RtmpPublisher(RtmpConnection connection, UUID keyId) implements Publisher {
    @Override
    public Executor executor() {
        return connection.executor();
    }

    @Override
    public void close(CloseReason reason) {
        executor().execute(() -> connection.close(reason));
    }

    @Override
    public String remoteAddress() {
        return connection.remoteAddress();
    }

    @Override
    public String software() {
        return connection.software();
    }
}
