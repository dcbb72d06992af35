package dev.sluice.live;

import java.util.List;
import java.util.Optional;

/** The streams that are live now. May be asked from any thread, answers from memory and never blocks. */
public interface LiveCatalogue {
    /** All that are public, by name. */
    List<LiveStream> publicStreams();

    /** One stream, public or not, which is for the asker to judge; empty when it is not live. */
    Optional<LiveStream> find(StreamName name);
}
