package dev.sluice.conformance;

import dev.sluice.bytes.Slice;
import dev.sluice.conformance.Cases.Case;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Faults of low latency: HLS-60 to HLS-70. */
final class LowLatencyCases {
    private static final String GOOD = PlaylistCases.parts();
    private static final String URL = "http://server/v.m3u8";
    private static final String NEXT = GOOD.replace(
            "#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"p3.m4s\"\n",
            "#EXT-X-PART:DURATION=0.9,URI=\"p3.m4s\"\n#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"p4.m4s\"\n");

    private LowLatencyCases() {}

    static List<Case> sound() {
        return List.of(
                listed(Rule.HLS_60, "parts", text -> text),
                new Case(Rule.HLS_66, "reload", report -> reload(report, GOOD, NEXT, 400)));
    }

    static List<Case> all() {
        return List.of(
                listed(Rule.HLS_60, "too long", text -> text.replace("DURATION=1.0,URI=\"p0", "DURATION=1.1,URI=\"p0")),
                listed(
                        Rule.HLS_60,
                        "too short",
                        text -> text.replace("DURATION=1.0,URI=\"p0", "DURATION=0.8,URI=\"p0")),
                listed(Rule.HLS_61, "sum", text -> text.replace("DURATION=1.0,URI=\"p1", "DURATION=0.9,URI=\"p1")),
                new Case(Rule.HLS_61, "bytes", LowLatencyCases::bytes),
                listed(Rule.HLS_62, "hold back", text -> text.replace("BACK=3.0", "BACK=2.5")),
                listed(Rule.HLS_62, "no hold back", text -> text.replace("PART-HOLD-BACK=3.0,", "")),
                listed(Rule.HLS_69, "old parts", LowLatencyCases::old),
                listed(Rule.HLS_70, "hint behind the end", text -> text + "#EXT-X-ENDLIST\n"),
                new Case(Rule.HLS_63, "early", report -> reload(report, GOOD, GOOD + "#\n", 400)),
                new Case(Rule.HLS_63, "late", LowLatencyCases::late),
                new Case(Rule.HLS_64, "garbage is taken", report -> reload(report, GOOD, NEXT, 200)),
                new Case(
                        Rule.HLS_65,
                        "the old list",
                        report -> LowLatencyRules.stalled((method, url, headers) -> text(url, GOOD), URL, report)),
                new Case(
                        Rule.HLS_66,
                        "another part",
                        report -> reload(report, GOOD, NEXT.replace("\"p3.", "\"q3."), 400)),
                new Case(
                        Rule.HLS_66,
                        "no hint",
                        report -> reload(report, GOOD, NEXT.replaceAll("#EXT-X-PRELOAD.*\n", ""), 400)),
                new Case(Rule.HLS_67, "no report", report -> reported(report, NEXT)),
                new Case(
                        Rule.HLS_67,
                        "an old report",
                        report -> reported(
                                report, NEXT + "#EXT-X-RENDITION-REPORT:URI=\"a.m3u8\",LAST-MSN=9,LAST-PART=0\n")),
                new Case(
                        Rule.HLS_68,
                        "another segment",
                        report -> reload(
                                report, GOOD, NEXT, 400, NEXT.replace("2.000000,\n1/9.ts", "1.900000,\n1/9.ts"))),
                new Case(Rule.HLS_68, "skips what is new", report -> reload(report, GOOD, NEXT, 400, skip())));
    }

    private static Case listed(Rule rule, String name, UnaryOperator<String> fault) {
        return new Case(
                rule,
                name,
                report -> PartRules.check(
                        Recording.of("v", Cases.versions(report, fault.apply(GOOD)), Map.of()),
                        Situation.STEADY,
                        report));
    }

    private static String skip() {
        return NEXT.replace("#EXT-X-MAP", "#EXT-X-SKIP:SKIPPED-SEGMENTS=7\n#EXT-X-MAP");
    }

    /** Two-second segments behind those that have parts. */
    private static String old(String text) {
        StringBuilder more = new StringBuilder();
        for (int number = 11; number < 17; number++) {
            more.append(Cases.segment(number));
        }
        return text.replace("1/10.ts\n", "1/10.ts\n" + more);
    }

    private static void bytes(Report report) {
        Map<String, Download> files = Map.of(
                "p0.m4s", Cases.file("p0.m4s", Slice.of(1, 2)),
                "p1.m4s", Cases.file("p1.m4s", Slice.of(3)),
                "1/10.ts", Cases.file("1/10.ts", Slice.of(1, 2, 4)));
        PartRules.check(Recording.of("v", Cases.versions(report, GOOD), files), Situation.STEADY, report);
    }

    private static Download text(String url, String text) {
        return new Download(
                "GET",
                url,
                200,
                Map.of("access-control-allow-origin", "*"),
                Slice.utf8(text),
                "HTTP_1_1",
                0,
                3_000_000_000L);
    }

    private static void reload(Report report, String before, String after, int bad, String... deltas) {
        String delta = deltas.length == 0 ? after : deltas[0];
        Exchange exchange = (method, url, headers) -> {
            Download answer = text(url, delta);
            boolean wrong = !url.contains("_HLS_skip");
            return new Download("GET", url, wrong ? bad : 200, answer.headers(), answer.content(), "HTTP_1_1", 0, 1);
        };
        LowLatencyRules rules = new LowLatencyRules(exchange, URI.create(URL), Situation.INTERRUPTED, report);
        List<Version> versions = Cases.versions(report, before, after);
        for (int i = 0; i < 8; i++) {
            rules.asked(versions.get(0), versions.get(1), text(URL + "?_HLS_msn=11&_HLS_part=1", after));
        }
        rules.close();
    }

    /** The dates of the list are months old. */
    private static void late(Report report) {
        Exchange exchange = (method, url, headers) -> text(url, NEXT);
        LowLatencyRules rules = new LowLatencyRules(exchange, URI.create(URL), Situation.STEADY, report);
        List<Version> versions = Cases.versions(report, GOOD, NEXT);
        rules.asked(versions.get(0), versions.get(1), text(URL + "?_HLS_msn=11&_HLS_part=1", NEXT));
        rules.close();
    }

    private static void reported(Report report, String text) {
        Follower sibling = Follower.having(URI.create("http://server/a.m3u8"), Cases.versions(report, NEXT));
        Exchange exchange = (method, url, headers) -> text(url, text);
        LowLatencyRules rules = new LowLatencyRules(exchange, URI.create(URL), Situation.INTERRUPTED, report);
        rules.siblings(List.of(sibling));
        List<Version> versions = Cases.versions(report, GOOD, text);
        rules.asked(versions.get(0), versions.get(1), text(URL + "?_HLS_msn=11&_HLS_part=1", text));
        rules.close();
    }
}
