package dev.sluice.ingest.rtmp;

import io.vertx.core.Context;
import java.util.concurrent.Executor;

/** Runs tasks on one event loop, from any thread; equal for all connections of that loop's listener. */
record LoopExecutor(Context loop) implements Executor {
    @Override
    public void execute(Runnable task) {
        loop.runOnContext(ignored -> task.run());
    }
}
