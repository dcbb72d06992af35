package dev.sluice.container.flv;

import dev.sluice.amf.AmfValue;
import dev.sluice.media.MediaKind;
import dev.sluice.media.TrackId;
import dev.sluice.media.TrackLabel;
import java.util.HashMap;
import java.util.Map;

/**
 * Names and languages of tracks in {@code onMetaData} (Enhanced RTMP v2, "Enhancing onMetaData"): members {@code name}
 * (or {@code title}) and {@code language} of what {@code audioTrackIdInfoMap} and {@code videoTrackIdInfoMap} have.
 */
public final class TrackLabels {
    private static final int LAST_TRACK = 255;

    private TrackLabels() {}

    /** The tracks that are spoken of; what cannot be read is left out. */
    public static Map<TrackId, TrackLabel> read(AmfValue metadata) {
        Map<TrackId, TrackLabel> labels = new HashMap<>();
        read(metadata.member("videoTrackIdInfoMap"), MediaKind.VIDEO, labels);
        read(metadata.member("audioTrackIdInfoMap"), MediaKind.AUDIO, labels);
        return labels;
    }

    private static void read(AmfValue map, MediaKind kind, Map<TrackId, TrackLabel> labels) {
        map.members().forEach((number, info) -> {
            if (number.matches("[0-9]{1,3}") && Integer.parseInt(number) <= LAST_TRACK) {
                String name = info.member("name")
                        .text()
                        .or(() -> info.member("title").text())
                        .orElse("");
                TrackLabel label =
                        TrackLabel.of(name, info.member("language").text().orElse(""));
                if (!label.equals(TrackLabel.NONE)) {
                    labels.put(new TrackId(kind, Integer.parseInt(number)), label);
                }
            }
        });
    }
}
