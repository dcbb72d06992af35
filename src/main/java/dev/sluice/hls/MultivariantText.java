package dev.sluice.hls;

import dev.sluice.bytes.Slice;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Writes multivariant playlists. */
final class MultivariantText {
    /**
     * A variant to choose.
     *
     * @param uri relative to the HLS root
     */
    record Variant(String uri, MediaFacts facts) {}

    /**
     * An audio rendition that all variants share.
     *
     * @param uri relative to the HLS root; empty where the variant itself carries it
     * @param name unique, for people
     * @param language RFC 5646, empty when unknown
     */
    record Sound(String uri, String name, String language, int channels) {}

    private MultivariantText() {}

    static Slice write(int version, boolean independentSegments, Collection<Variant> variants, List<Sound> sounds) {
        StringBuilder text = new StringBuilder(400)
                .append("#EXTM3U\n#EXT-X-VERSION:")
                .append(version)
                .append('\n');
        if (independentSegments) {
            text.append("#EXT-X-INDEPENDENT-SEGMENTS\n");
        }
        for (int i = 0; i < sounds.size(); i++) {
            sound(text, sounds.get(i), i == 0);
        }
        for (Variant variant : variants) {
            variant(text, variant.facts());
            text.append(sounds.isEmpty() ? "\n" : ",AUDIO=\"audio\"\n")
                    .append(variant.uri())
                    .append('\n');
        }
        return Slice.utf8(text.toString());
    }

    private static void sound(StringBuilder text, Sound sound, boolean first) {
        text.append("#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"audio\",NAME=\"")
                .append(sound.name())
                .append('"');
        if (!sound.language().isEmpty()) {
            text.append(",LANGUAGE=\"").append(sound.language()).append('"');
        }
        text.append(first ? ",DEFAULT=YES" : ",DEFAULT=NO").append(",AUTOSELECT=YES");
        if (sound.channels() > 0) {
            text.append(",CHANNELS=\"").append(sound.channels()).append('"');
        }
        text.append(sound.uri().isEmpty() ? "\n" : ",URI=\"" + sound.uri() + "\"\n");
    }

    private static void variant(StringBuilder text, MediaFacts facts) {
        text.append("#EXT-X-STREAM-INF:BANDWIDTH=").append(facts.bandwidth());
        text.append(",AVERAGE-BANDWIDTH=").append(facts.averageBandwidth());
        text.append(",CODECS=\"").append(facts.codecs()).append('"');
        facts.picture().ifPresent(picture -> {
            text.append(",RESOLUTION=").append(picture.width()).append('x').append(picture.height());
            picture.frameRate().ifPresent(rate -> text.append(String.format(Locale.ROOT, ",FRAME-RATE=%.3f", rate)));
        });
    }
}
