package dev.sluice.container.flv;

import dev.sluice.media.MediaKind;
import dev.sluice.media.TrackId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The states of all tracks of a publication. A track that changes its codec begins anew. */
final class FlvTracks {
    /** Of one kind; Enhanced RTMP has room for 256, and each holds some state. */
    private static final int MAX_TRACKS = 16;

    private final FlvSink sink;
    private final Map<TrackId, Entry> entries = new HashMap<>();

    private record Entry(Enum<?> format, FlvTrack track) {}

    FlvTracks(FlvSink sink) {
        this.sink = sink;
    }

    /** The state of the track if its format is carried; else the sink is told. */
    Optional<FlvTrack> video(Optional<VideoFormat> format, long code, int index) {
        TrackId id = new TrackId(MediaKind.VIDEO, index);
        if (format.isEmpty() || !format.get().isCarried()) {
            return unsupported(id, format.map(VideoFormat::displayName).orElseGet(() -> FourCc.describe(code)));
        }
        return find(id, format.get())
                .or(() -> add(
                        id,
                        format.get(),
                        new VideoTrack(
                                id,
                                sink,
                                switch (format.get()) {
                                    case HEVC -> new HevcTrack(id, sink);
                                    case AV1 -> new Av1Track(id, sink);
                                    case VP9 -> new Vp9Track(id, sink);
                                    default -> new AvcTrack(id, sink);
                                })));
    }

    /** The state of the track if its format is carried; else the sink is told. */
    Optional<FlvTrack> audio(Optional<AudioFormat> format, long code, int index) {
        TrackId id = new TrackId(MediaKind.AUDIO, index);
        if (format.isEmpty() || !format.get().isCarried()) {
            return unsupported(id, format.map(AudioFormat::displayName).orElseGet(() -> FourCc.describe(code)));
        }
        return find(id, format.get())
                .or(() -> add(
                        id,
                        format.get(),
                        switch (format.get()) {
                            case OPUS -> new OpusTrack(id, sink);
                            case FLAC -> new FlacTrack(id, sink);
                            case AC3 -> new Ac3Track(id, sink, false);
                            case EAC3 -> new Ac3Track(id, sink, true);
                            case MP3, MP3_8_KHZ -> new Mp3Track(id, sink);
                            default -> new AacTrack(id, sink);
                        }));
    }

    private Optional<FlvTrack> find(TrackId id, Enum<?> format) {
        return Optional.ofNullable(entries.get(id))
                .filter(entry -> entry.format() == format)
                .map(Entry::track);
    }

    private Optional<FlvTrack> add(TrackId id, Enum<?> format, FlvTrack track) {
        long ofKind = entries.keySet().stream()
                .filter(known -> known.kind() == id.kind())
                .count();
        if (ofKind >= MAX_TRACKS && !entries.containsKey(id)) {
            sink.onIgnored(Ignored.ADDITIONAL_TRACK);
            return Optional.empty();
        }
        entries.put(id, new Entry(format, track));
        return Optional.of(track);
    }

    private Optional<FlvTrack> unsupported(TrackId id, String name) {
        if (id.index() == 0) {
            sink.onUnsupported(id.kind(), name);
        } else {
            sink.onIgnored(Ignored.ADDITIONAL_TRACK);
        }
        return Optional.empty();
    }
}
