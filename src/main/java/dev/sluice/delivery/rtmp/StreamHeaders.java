package dev.sluice.delivery.rtmp;

import dev.sluice.amf.AmfValue;
import dev.sluice.container.flv.FlvTagWriter;
import dev.sluice.media.Codec;
import dev.sluice.media.MediaKind;
import dev.sluice.media.Track;
import dev.sluice.rtmp.message.Audio;
import dev.sluice.rtmp.message.DataMessage;
import dev.sluice.rtmp.message.Video;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What players must know before the first frame: metadata, then each codec's configuration. */
final class StreamHeaders {
    private static final int AVC = 7;
    private static final int AAC = 10;

    private StreamHeaders() {}

    /** At time zero; empty without a track. */
    static List<PlayMessage> of(List<Track> tracks) {
        List<PlayMessage> headers = new ArrayList<>();
        if (!tracks.isEmpty()) {
            headers.add(PlayMessage.header(0, metadata(tracks)));
        }
        for (Track track : tracks) {
            var body = FlvTagWriter.configuration(track.codec());
            boolean isVideo = track.id().kind() == MediaKind.VIDEO;
            headers.add(PlayMessage.header(0, isVideo ? new Video(body) : new Audio(body)));
        }
        return List.copyOf(headers);
    }

    private static DataMessage metadata(List<Track> tracks) {
        Map<String, AmfValue> facts = new LinkedHashMap<>();
        for (Track track : tracks) {
            if (track.codec() instanceof Codec.Video video) {
                facts.put("width", AmfValue.of(video.width()));
                facts.put("height", AmfValue.of(video.height()));
                video.frameRate().ifPresent(rate -> facts.put("framerate", AmfValue.of(rate)));
                facts.put("videocodecid", AmfValue.of(AVC));
            } else if (track.codec() instanceof Codec.Audio audio) {
                facts.put("audiocodecid", AmfValue.of(AAC));
                facts.put("audiosamplerate", AmfValue.of(audio.sampleRate()));
                facts.put("audiosamplesize", AmfValue.of(16));
                facts.put("stereo", AmfValue.of(audio.channels() > 1));
            }
        }
        return new DataMessage(List.of(AmfValue.of("onMetaData"), new AmfValue.EcmaArray(facts)));
    }
}
