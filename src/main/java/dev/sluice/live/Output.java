package dev.sluice.live;

import dev.sluice.media.Codec;
import dev.sluice.media.MediaSink;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Something that carries live media out: HLS, RTMP players, a recorder. */
public interface Output {
    /**
     * A publication of the stream is about to begin: whatever takes time before {@link #open}. Any thread; completes in
     * any case, within seconds.
     */
    default CompletionStage<Void> prepare(StreamName stream) {
        return CompletableFuture.completedFuture(null);
    }

    /**
     * Whether streams may begin: an output that lost what it needs for long refuses newcomers, and keeps who is there.
     * Any thread.
     */
    default boolean isReady() {
        return true;
    }

    /** A publication begins; called and fed on the thread that owns it, after the previous one's sink has ended. */
    MediaSink open(StreamDefinition stream, long epoch);

    /**
     * Whether viewers of this output can be given the codec; a publication that no output carries is refused.
     * Other tracks are offered all the same.
     */
    default boolean carries(Codec codec) {
        return true;
    }

    /** The resume window has passed without a new publication: what viewers see of the stream ends. */
    void finish(StreamName stream);
}
