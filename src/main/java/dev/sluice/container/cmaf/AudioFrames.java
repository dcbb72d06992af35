package dev.sluice.container.cmaf;

import dev.sluice.media.AccessUnit;
import dev.sluice.media.Codec;

/** How long frames of sound last: they tell it themselves, while the stamps of an encoder are rounded. */
public final class AudioFrames {
    private AudioFrames() {}

    /** What the frame lasts, in ticks of its track's timescale: the samples that it decodes to. */
    public static long durationTicks(AccessUnit frame) {
        if (frame.track().codec() instanceof Codec.Audio codec) {
            return codec.samplesIn(frame.data());
        }
        throw new IllegalArgumentException(frame.track().id() + " has no frames of sound");
    }
}
