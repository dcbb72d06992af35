package dev.sluice.hls;

import dev.sluice.bytes.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes what is kept of a presentation that ended: PLAYLIST-TYPE:VOD over the same files. */
final class RecordingText {
    private RecordingText() {}

    /** Stores the lists first, then the entry point that names them; empty when there is no media. */
    static Optional<HlsResource.Recording> write(RenditionLists lists, Slice multivariant, HlsStorage storage) {
        List<RenditionList> shown = lists.shown();
        Optional<SegmentLine> first = shown.stream()
                .flatMap(list -> list.recorded().stream())
                .filter(line -> !line.gap())
                .min((a, b) -> Long.compare(a.mediaSequence(), b.mediaSequence()));
        if (first.isEmpty()) {
            return Optional.empty();
        }
        long epoch = first.get().name().epoch();
        String stream = first.get().name().stream();
        String entry = multivariant.toUtf8();
        for (RenditionList list : shown) {
            HlsResource.RecordingPlaylist name = new HlsResource.RecordingPlaylist(stream, epoch, list.rendition());
            storage.replace(
                    name.path(), media(list, lists.targetDuration(), first.get().mediaSequence()));
            entry = entry.replace(list.name().path(), name.path().substring(stream.length() + 1));
        }
        HlsResource.Recording recording = new HlsResource.Recording(stream, epoch);
        storage.replace(recording.path(), Slice.utf8(entry));
        return Optional.of(recording);
    }

    /** All renditions begin at the same place. */
    private static Slice media(RenditionList list, int targetDuration, long firstMediaSequence) {
        List<SegmentLine> lines = new ArrayList<>(list.recorded());
        lines.removeIf(line -> line.mediaSequence() < firstMediaSequence);
        boolean program = list.rendition().kind() == Rendition.Kind.PROGRAM;
        StringBuilder text = new StringBuilder(200 + lines.size() * 140)
                .append("#EXTM3U\n#EXT-X-VERSION:")
                .append(program ? 3 : 6)
                .append("\n#EXT-X-TARGETDURATION:")
                .append(targetDuration)
                .append("\n#EXT-X-PLAYLIST-TYPE:VOD\n#EXT-X-MEDIA-SEQUENCE:")
                .append(lines.isEmpty() ? firstMediaSequence : lines.get(0).mediaSequence())
                .append('\n');
        Optional<HlsResource.Init> init = Optional.empty();
        for (SegmentLine line : lines) {
            init = PlaylistText.line(text, line, init, false);
        }
        return Slice.utf8(text.append("#EXT-X-ENDLIST\n").toString());
    }
}
