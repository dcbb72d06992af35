package dev.sluice.conformance;

import static dev.sluice.conformance.Cases.HEAD;
import static dev.sluice.conformance.Cases.list;
import static dev.sluice.conformance.Cases.parsed;
import static dev.sluice.conformance.Cases.segment;

import dev.sluice.conformance.Cases.Case;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Faults of playlists and of their order: HLS-01 to HLS-29, 70 to 73. */
final class PlaylistCases {
    private static final String GOOD = list(10, 15);
    private static final String BROKEN_AT_13 = GOOD.replace(segment(13), "#EXT-X-DISCONTINUITY\n" + segment(13));

    private PlaylistCases() {}

    static List<Case> sound() {
        return List.of(
                history(Rule.HLS_17, "a sliding list", GOOD, list(11, 16), list(12, 17)),
                history(Rule.HLS_21, "a discontinuity that is removed", BROKEN_AT_13, GOOD_AFTER_13));
    }

    private static final String GOOD_AFTER_13 = list(14, 14, 1, 19);

    static List<Case> all() {
        List<Case> all = new ArrayList<>(syntax());
        all.addAll(values());
        all.addAll(histories());
        return all;
    }

    private static List<Case> syntax() {
        return List.of(
                parsed(Rule.HLS_01, "byte order mark", "\uFEFF" + GOOD),
                parsed(Rule.HLS_01, "carriage returns", GOOD.replace("\n", "\r\n")),
                parsed(Rule.HLS_02, "two VERSION", GOOD.replace("#EXT-X-TARGET", "#EXT-X-VERSION:6\n#EXT-X-TARGET")),
                parsed(
                        Rule.HLS_03,
                        "MAP in version 3",
                        GOOD.replace("VERSION:6", "VERSION:3").replace("#EXTINF", "#EXT-X-MAP:URI=\"i.mp4\"\n#EXTINF")),
                parsed(Rule.HLS_04, "no target", GOOD.replace("#EXT-X-TARGETDURATION:2\n", "")),
                parsed(Rule.HLS_04, "target with a dot", GOOD.replace("DURATION:2", "DURATION:2.0")),
                parsed(Rule.HLS_05, "STREAM-INF", GOOD + "#EXT-X-STREAM-INF:BANDWIDTH=1\n"),
                new Case(
                        Rule.HLS_05,
                        "EXTINF in a multivariant list",
                        report -> MultivariantPlaylist.parse(
                                GOOD.getBytes(java.nio.charset.StandardCharsets.UTF_8), report)),
                parsed(Rule.HLS_06, "comma for a dot", GOOD.replace("2.000000,", "2,000000")),
                parsed(Rule.HLS_06, "no comma", GOOD.replace("2.000000,", "2.000000")),
                parsed(Rule.HLS_06, "no EXTINF", GOOD.replace("#EXTINF:2.000000,\n1/12.ts", "1/12.ts")),
                parsed(Rule.HLS_07, "blank in the list", attribute("PART-TARGET=0.2, X=1")),
                parsed(Rule.HLS_07, "number in quotes", attribute("PART-TARGET=\"0.2\"")),
                parsed(Rule.HLS_07, "twice", attribute("PART-TARGET=0.2,PART-TARGET=0.2")),
                parsed(Rule.HLS_07, "exponent", attribute("PART-TARGET=2E-1")),
                parsed(Rule.HLS_07, "comma at the end", attribute("PART-TARGET=0.2,")),
                parsed(Rule.HLS_08, "ALLOW-CACHE", GOOD + "#EXT-X-ALLOW-CACHE:NO\n"),
                parsed(Rule.HLS_09, "absolute", GOOD.replace("1/12.ts", "http://other/12.ts")),
                parsed(Rule.HLS_09, "dots", GOOD.replace("1/12.ts", "../12.ts")),
                parsed(Rule.HLS_09, "reserved", GOOD.replace("1/12.ts", "1/12.ts?_HLS_msn=1")));
    }

    private static String attribute(String list) {
        return GOOD.replace("#EXT-X-MEDIA-", "#EXT-X-PART-INF:" + list + "\n#EXT-X-MEDIA-");
    }

    private static List<Case> values() {
        return List.of(
                one(Rule.HLS_10, GOOD.replace("2.000000", "2.600000")),
                one(Rule.HLS_11, GOOD.replace("2.000000", "2.510000")),
                one(Rule.HLS_14, GOOD.replace("2.000000", "0.000000")),
                one(Rule.HLS_26, GOOD.replace(segment(12), "#EXTINF:2.000000,\n1/12.ts\n")),
                one(Rule.HLS_26, GOOD.replace(".000Z", "Z")),
                one(Rule.HLS_27, GOOD.replace("00:24.000Z", "00:24.100Z")),
                one(Rule.HLS_29, BROKEN_AT_13.replace("00:26.000Z", "00:24.000Z")));
    }

    private static Case one(Rule rule, String text) {
        return new Case(
                rule,
                "of one list",
                report -> Cases.versions(report, text)
                        .forEach(version -> PlaylistRules.check(version.playlist(), report)));
    }

    private static List<Case> histories() {
        return List.of(
                history(Rule.HLS_15, "another target", GOOD, list(11, 16).replace("DURATION:2", "DURATION:3")),
                history(Rule.HLS_16, "falling", list(11, 16), list(10, 17)),
                history(
                        Rule.HLS_17,
                        "another length",
                        GOOD,
                        list(11, 16).replace("2.000000,\n1/12", "1.900000,\n1/12")),
                history(Rule.HLS_17, "another address", GOOD, list(11, 16).replace("1/12.ts", "2/12.ts")),
                history(Rule.HLS_18, "the newest is gone", GOOD, list(11, 14)),
                history(Rule.HLS_19, "too little is left", GOOD, list(15, 16)),
                history(
                        Rule.HLS_20,
                        "five seconds for one",
                        GOOD,
                        list(10, 15) + "#\n",
                        list(10, 15) + "##\n",
                        list(11, 16)),
                history(Rule.HLS_21, "not raised", BROKEN_AT_13, list(14, 14, 0, 19)),
                history(Rule.HLS_21, "raised too early", BROKEN_AT_13, list(11, 11, 1, 16)),
                history(Rule.HLS_21, "absent", GOOD.replace("#EXT-X-DISCONTINUITY-SEQUENCE:0\n", "")),
                history(
                        Rule.HLS_22,
                        "VOD that slides",
                        GOOD.replace("#EXT-X-MED", "#EXT-X-PLAYLIST-TYPE:VOD\n#EXT-X-MED")),
                history(Rule.HLS_22, "EVENT that loses", event(GOOD), event(list(11, 16))),
                history(
                        Rule.HLS_23,
                        "more behind the end",
                        GOOD + "#EXT-X-ENDLIST\n",
                        list(10, 16) + "#EXT-X-ENDLIST\n"),
                history(
                        Rule.HLS_24,
                        "one address, two segments",
                        GOOD,
                        list(11, 16).replace("1/16.ts", "1/10.ts")),
                history(Rule.HLS_28, "dates of yesterday", GOOD.replace("2026-01-01", "2025-12-31")),
                goesOn(Rule.HLS_71, "unmarked", GOOD, list(11, 16)),
                goesOn(Rule.HLS_72, "numbers from the beginning", BROKEN_AT_13, list(1, 1, 0, 4)),
                new Case(Rule.HLS_73, "unmarked", report -> ContinuityRules.changes(recording(report, GOOD), report)),
                new Case(
                        Rule.HLS_74,
                        "marked",
                        report -> ContinuityRules.wraps(recording(report, BROKEN_AT_13), List.of(), report)));
    }

    private static String event(String text) {
        return text.replace("#EXT-X-MED", "#EXT-X-PLAYLIST-TYPE:EVENT\n#EXT-X-MED");
    }

    private static Recording recording(Report report, String... texts) {
        return Recording.of("list", Cases.versions(report, texts), Map.of());
    }

    private static Case goesOn(Rule rule, String name, String... texts) {
        return new Case(rule, name, report -> ContinuityRules.goesOn(rule, recording(report, texts), report));
    }

    private static Case history(Rule rule, String name, String... texts) {
        return new Case(rule, name, report -> {
            List<Version> versions = Cases.versions(report, texts);
            if (rule == Rule.HLS_28) {
                versions = List.of(
                        new Version(versions.get(0).playlist(), texts[0], 0, java.util.Optional.of(Cases.BEGIN)));
            }
            HistoryRules.check(versions, Situation.STEADY, report);
        });
    }

    /** A list of parts: segment 10 with two, and one more that is open. */
    static String parts() {
        return HEAD
                + "#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=3.0,CAN-SKIP-UNTIL=12.0\n"
                + "#EXT-X-PART-INF:PART-TARGET=1.0\n#EXT-X-MEDIA-SEQUENCE:8\n#EXT-X-DISCONTINUITY-SEQUENCE:0\n"
                + "#EXT-X-MAP:URI=\"init.mp4\"\n"
                + segment(8)
                + segment(9)
                + "#EXT-X-PROGRAM-DATE-TIME:%s\n".formatted(Cases.date(20))
                + "#EXT-X-PART:DURATION=1.0,URI=\"p0.m4s\",INDEPENDENT=YES\n#EXT-X-PART:DURATION=1.0,URI=\"p1.m4s\"\n"
                + "#EXTINF:2.000000,\n1/10.ts\n"
                + "#EXT-X-PART:DURATION=1.0,URI=\"p2.m4s\",INDEPENDENT=YES\n"
                + "#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"p3.m4s\"\n";
    }
}
