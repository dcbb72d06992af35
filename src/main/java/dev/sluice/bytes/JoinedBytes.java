package dev.sluice.bytes;

import java.nio.ByteBuffer;
import java.util.List;

/** Bytes that lie in several pieces: holding the whole is holding each. */
public final class JoinedBytes implements SharedBytes {
    private final List<SharedBytes> pieces;
    private final int length;

    /** The hold on each piece passes over to the whole. */
    public JoinedBytes(List<? extends SharedBytes> pieces) {
        this.pieces = List.copyOf(pieces);
        length = pieces.stream().mapToInt(SharedBytes::length).sum();
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public boolean retain() {
        for (int i = 0; i < pieces.size(); i++) {
            if (!pieces.get(i).retain()) {
                pieces.subList(0, i).forEach(SharedBytes::release);
                return false;
            }
        }
        return true;
    }

    @Override
    public void release() {
        pieces.forEach(SharedBytes::release);
    }

    @Override
    public List<ByteBuffer> views() {
        return pieces.stream().flatMap(piece -> piece.views().stream()).toList();
    }
}
