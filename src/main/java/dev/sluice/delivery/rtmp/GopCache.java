package dev.sluice.delivery.rtmp;

import java.util.ArrayList;
import java.util.List;

/**
 * What a new player begins with: everything since the last key frame. Holds the frames' own bytes, so that a stream
 * without players costs a reference a frame.
 *
 * <p>A group of pictures that outgrows its bounds is given up whole: a part of it could not be decoded.
 */
final class GopCache {
    private final int maxBytes;
    private final long maxMillis;
    private final List<PlayMessage> messages = new ArrayList<>();
    private int bytes;

    GopCache(int maxBytes, long maxMillis) {
        this.maxBytes = maxBytes;
        this.maxMillis = maxMillis;
    }

    void add(PlayMessage message) {
        if (message.kind() == PlayMessage.Kind.KEY) {
            clear();
        } else if (messages.isEmpty()) {
            return;
        }
        messages.add(message);
        bytes += message.length();
        if (bytes > maxBytes || message.timestampMillis() - messages.get(0).timestampMillis() > maxMillis) {
            clear();
        }
    }

    void clear() {
        messages.clear();
        bytes = 0;
    }

    /** From the key frame on; empty when there is none within the bounds. */
    List<PlayMessage> messages() {
        return List.copyOf(messages);
    }
}
