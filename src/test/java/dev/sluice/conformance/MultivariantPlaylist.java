package dev.sluice.conformance;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A multivariant playlist: its variants and renditions. */
record MultivariantPlaylist(List<Variant> variants, List<Attributes> renditions) {
    private static final Set<String> MEDIA = Set.of(
            "EXTINF",
            "EXT-X-TARGETDURATION",
            "EXT-X-MEDIA-SEQUENCE",
            "EXT-X-DISCONTINUITY-SEQUENCE",
            "EXT-X-DISCONTINUITY",
            "EXT-X-ENDLIST",
            "EXT-X-PLAYLIST-TYPE",
            "EXT-X-MAP",
            "EXT-X-PROGRAM-DATE-TIME",
            "EXT-X-PART",
            "EXT-X-PART-INF",
            "EXT-X-SERVER-CONTROL",
            "EXT-X-PRELOAD-HINT",
            "EXT-X-SKIP");

    record Variant(Attributes attributes, String uri) {
        List<String> codecs() {
            return attributes
                    .text("CODECS")
                    .map(text -> List.of(text.split(",", -1)))
                    .orElse(List.of());
        }
    }

    /** Reads strictly; faults are violations of HLS-01 to HLS-09. */
    static MultivariantPlaylist parse(byte[] bytes, Report report) {
        List<Variant> variants = new ArrayList<>();
        List<Attributes> renditions = new ArrayList<>();
        Set<String> once = new HashSet<>();
        Optional<Attributes> open = Optional.empty();
        for (String line : MediaPlaylistParser.text(bytes, report).lines().toList()) {
            String name = line.startsWith("#EXT") ? line.substring(1).split(":", -1)[0] : "";
            String value = line.substring(Math.min(line.length(), name.length() + 2));
            report.require(Rule.HLS_05, !MEDIA.contains(name), () -> name + " in a multivariant playlist");
            report.require(Rule.HLS_08, !line.contains("PROGRAM-ID="), () -> line);
            if (MediaPlaylistParser.ONCE.contains(name)) {
                report.require(Rule.HLS_02, once.add(name), () -> name + " again");
            }
            if (name.equals("EXT-X-STREAM-INF")) {
                open = Optional.of(Attributes.parse(value, report));
            } else if (name.equals("EXT-X-MEDIA")) {
                Attributes rendition = Attributes.parse(value, report);
                rendition.text("URI").ifPresent(uri -> MediaPlaylistParser.checkUri(uri, report));
                renditions.add(rendition);
            } else if (!line.startsWith("#") && !line.isBlank()) {
                MediaPlaylistParser.checkUri(line, report);
                report.require(Rule.HLS_06, open.isPresent(), () -> "URI without STREAM-INF: " + line);
                variants.add(new Variant(open.orElse(Attributes.NONE), line));
                open = Optional.empty();
            }
        }
        report.require(Rule.HLS_06, !variants.isEmpty(), () -> "no variant");
        return new MultivariantPlaylist(List.copyOf(variants), List.copyOf(renditions));
    }

    /** The different media playlists, variants first. */
    List<String> uris() {
        Set<String> uris = new java.util.LinkedHashSet<>();
        variants.forEach(variant -> uris.add(variant.uri()));
        renditions.forEach(rendition -> rendition.text("URI").ifPresent(uris::add));
        return List.copyOf(uris);
    }

    /** The media playlists that play together with {@code variant}: its own, and those of its audio group. */
    List<String> together(Variant variant) {
        List<String> uris = new ArrayList<>(List.of(variant.uri()));
        Optional<String> group = variant.attributes().text("AUDIO");
        renditions.stream()
                .filter(rendition ->
                        group.isPresent() && rendition.text("GROUP-ID").equals(group))
                .forEach(rendition -> rendition.text("URI").ifPresent(uris::add));
        return uris;
    }
}
