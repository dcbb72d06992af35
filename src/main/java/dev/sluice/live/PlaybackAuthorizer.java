package dev.sluice.live;

import dev.sluice.bytes.Secret;
import java.util.Optional;

/** Decides who may watch a stream, from memory and at once; any thread. */
public interface PlaybackAuthorizer {
    /** {@code token} is the playback token as given, unchecked. */
    boolean mayWatch(StreamDefinition stream, Optional<Secret> token);
}
