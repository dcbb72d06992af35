package dev.sluice.hls;

import dev.sluice.media.MediaKind;
import dev.sluice.media.TrackId;

/**
 * One media playlist of a presentation: all tracks together ({@code ts}), or one track ({@code v0}, {@code a1}).
 *
 * @param index of the track within its kind; 0 for the programme
 */
public record Rendition(Kind kind, int index) implements Comparable<Rendition> {
    /** What a rendition carries. */
    public enum Kind {
        PROGRAM,
        VIDEO,
        AUDIO
    }

    /** All tracks in one MPEG-TS file. */
    public static final Rendition PROGRAM = new Rendition(Kind.PROGRAM, 0);

    static Rendition of(TrackId track) {
        return new Rendition(track.kind() == MediaKind.VIDEO ? Kind.VIDEO : Kind.AUDIO, track.index());
    }

    /** The format that has it. */
    public Format format() {
        return kind == Kind.PROGRAM ? Format.MPEGTS : Format.CMAF;
    }

    /** As names in the HLS tree have it. */
    public String word() {
        return switch (kind) {
            case PROGRAM -> "ts";
            case VIDEO -> "v" + index;
            case AUDIO -> "a" + index;
        };
    }

    /** Video first, then by index. */
    @Override
    public int compareTo(Rendition other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : Integer.compare(index, other.index);
    }
}
