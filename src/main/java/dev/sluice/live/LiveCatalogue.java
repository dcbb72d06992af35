package dev.sluice.live;

import java.util.List;
import java.util.Optional;

/** The public streams that are live now. May be asked from any thread, answers from memory and never blocks. */
public interface LiveCatalogue {
    /** All of them, by name. */
    List<LiveStream> publicStreams();

    /** One of them; empty when it is not live, not known or private. */
    Optional<LiveStream> find(StreamName name);
}
