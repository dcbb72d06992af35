package dev.sluice.hls;

import dev.sluice.media.AccessUnit;
import org.jspecify.annotations.Nullable;

/** A rendition that players know and that has no track any more: its list goes on with gaps, as long as the others. */
final class SilentLane implements Lane {
    private final RenditionOutput output;
    private @Nullable SegmentStart current;

    SilentLane(RenditionOutput output) {
        this.output = output;
    }

    @Override
    public void cut(SegmentStart next) {
        end(next.startMicros());
        current = next;
    }

    @Override
    public void accept(AccessUnit unit) {
        throw new IllegalStateException("a rendition without a track got a unit");
    }

    @Override
    public void flush(long endMicros) {
        end(endMicros);
        current = null;
    }

    private void end(long nextMicros) {
        if (current != null) {
            output.gap(current, Math.max(1_000, nextMicros - current.startMicros()));
        }
    }
}
