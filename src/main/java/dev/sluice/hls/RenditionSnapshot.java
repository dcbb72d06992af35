package dev.sluice.hls;

import dev.sluice.bytes.SharedBytes;
import dev.sluice.bytes.Slice;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One rendition as viewers see it at one moment; immutable, so that any thread may hold it.
 *
 * <p>It lists complete segments and, with low latency, the parts of the one in progress.
 */
public final class RenditionSnapshot {
    /**
     * What the header of the playlist says, the same for all renditions of the presentation.
     *
     * @param targetDuration EXT-X-TARGETDURATION, in seconds
     * @param partTargetMicros EXT-X-PART-INF; 0 without low latency
     * @param ended whether the list is closed (EXT-X-ENDLIST)
     */
    record Header(int targetDuration, long partTargetMicros, boolean ended) {
        boolean isLowLatency() {
            return partTargetMicros > 0 && !ended;
        }
    }

    /**
     * The segment in progress.
     *
     * @param head the tags before its parts
     * @param parts never empty
     */
    record Open(
            long mediaSequence,
            Optional<HlsResource.Init> init,
            boolean discontinuity,
            String head,
            List<Part> parts) {}

    private final Rendition rendition;
    private final Header header;
    private final List<SegmentLine> lines;
    private final ListPrefix prefix;
    private final long discontinuitySequence;
    private final Optional<Open> open;
    private final Optional<HlsResource.Part> nextPart;
    private final List<Segment> held;
    private final Map<HlsResource.Init, Slice> inits;
    private final long version;
    private final Instant modified;

    RenditionSnapshot(
            Rendition rendition,
            Header header,
            List<SegmentLine> lines,
            ListPrefix prefix,
            long discontinuitySequence,
            Optional<Open> open,
            Optional<HlsResource.Part> nextPart,
            List<Segment> held,
            Map<HlsResource.Init, Slice> inits,
            long version,
            Instant modified) {
        this.rendition = rendition;
        this.header = header;
        this.lines = lines;
        this.prefix = prefix;
        this.discontinuitySequence = discontinuitySequence;
        this.open = open;
        this.nextPart = nextPart;
        this.held = held;
        this.inits = inits;
        this.version = version;
        this.modified = modified;
    }

    public Rendition rendition() {
        return rendition;
    }

    /** Differs for each text of this playlist and rises, also over restarts of the process. */
    public long version() {
        return version;
    }

    /** When this version was first shown. */
    public Instant modified() {
        return modified;
    }

    /** Whether the list is closed. */
    public boolean ended() {
        return header.ended();
    }

    /** Whether it lists parts, and answers blocking reloads. */
    public boolean isLowLatency() {
        return header.isLowLatency();
    }

    /** EXT-X-TARGETDURATION in seconds. */
    public int targetDurationSeconds() {
        return header.targetDuration();
    }

    /** EXT-X-PART-INF:PART-TARGET in microseconds, 0 without low latency. */
    public long partTargetMicros() {
        return header.partTargetMicros();
    }

    /** What is held in memory, oldest first; the newest segment is there, save that of an earlier process. */
    public List<Segment> segments() {
        return held;
    }

    /** The number of the newest complete segment. */
    public long lastMediaSequence() {
        return lines.get(lines.size() - 1).mediaSequence();
    }

    /** The number of the segment that {@link #lastPart} lies in. */
    public long lastPartSequence() {
        return open.map(Open::mediaSequence).orElse(lastMediaSequence());
    }

    /** The index of the newest part within its segment, −1 when there is none. */
    public int lastPart() {
        return open.map(segment -> segment.parts().size() - 1).orElseGet(this::lastPartOfComplete);
    }

    /**
     * Whether the list has the part, or a later one. A part beyond the end of a complete segment means the first of
     * the next one.
     *
     * @param part empty for the complete segment
     */
    public boolean reaches(long mediaSequence, Optional<Integer> part) {
        long last = lastMediaSequence();
        if (mediaSequence <= last) {
            return part.isEmpty() || mediaSequence < last || part.get() <= lastPartOfComplete() || open.isPresent();
        }
        return part.isPresent()
                && open.filter(segment -> segment.mediaSequence() == mediaSequence
                                && part.get() < segment.parts().size())
                        .isPresent();
    }

    /** Whether this is the part that comes next. */
    public boolean expects(HlsResource.Part part) {
        return header.isLowLatency() && nextPart.filter(part::equals).isPresent();
    }

    /**
     * The bytes of what was held in memory when this was the newest version; who cannot retain them any more asks the
     * volume.
     */
    public Optional<SharedBytes> find(HlsResource.Immutable name) {
        if (name instanceof HlsResource.Segment segment) {
            return held.stream()
                    .filter(one -> one.name().equals(segment) && !one.gap())
                    .findFirst()
                    .map(Segment::content);
        }
        if (name instanceof HlsResource.Part part) {
            return findPart(part);
        }
        return name instanceof HlsResource.Init init ? Optional.ofNullable(inits.get(init)) : Optional.empty();
    }

    private Optional<SharedBytes> findPart(HlsResource.Part name) {
        if (open.isPresent()) {
            for (Part part : open.get().parts()) {
                if (part.name().equals(name)) {
                    return Optional.of(part.content());
                }
            }
        }
        for (int i = held.size() - 1; i >= 0; i--) {
            for (Part part : held.get(i).parts()) {
                if (part.name().equals(name)) {
                    return Optional.of(part.content());
                }
            }
        }
        return Optional.empty();
    }

    Header header() {
        return header;
    }

    List<SegmentLine> lines() {
        return lines;
    }

    ListPrefix prefix() {
        return prefix;
    }

    long discontinuitySequence() {
        return discontinuitySequence;
    }

    Optional<Open> open() {
        return open;
    }

    Optional<HlsResource.Part> nextPart() {
        return nextPart;
    }

    /** Without low latency a complete segment counts as one part. */
    private int lastPartOfComplete() {
        return held.isEmpty() ? -1 : held.get(held.size() - 1).parts().size() - 1;
    }
}
