package dev.sluice.conformance;

import static dev.sluice.conformance.Rule.Coverage.FULL;
import static dev.sluice.conformance.Rule.Coverage.NONE;
import static dev.sluice.conformance.Rule.Coverage.PART;

import java.util.Locale;

/** The numbered rules, what of each is automated, in which class, and what is not and why. */
public enum Rule {
    HLS_01("first bytes `#EXTM3U`, no BOM, UTF-8, LF", FULL, "MediaPlaylistParser"),
    HLS_02("no duplicate playlist-level tag", FULL, "MediaPlaylistParser"),
    HLS_03("VERSION at least the minimum of the tags used", FULL, "MediaPlaylistParser"),
    HLS_04("TARGETDURATION present, integer, 1 or more", FULL, "MediaPlaylistParser"),
    HLS_05("media and multivariant tags never mixed", FULL, "MediaPlaylistParser"),
    HLS_06("every EXTINF has a comma, a dot and a following URI", FULL, "MediaPlaylistParser"),
    HLS_07("attribute lists parse by the strict grammar", FULL, "Attributes"),
    HLS_08("no ALLOW-CACHE, no PROGRAM-ID", FULL, "MediaPlaylistParser"),
    HLS_09("URIs relative, no `..`, no reserved `_HLS_`", FULL, "MediaPlaylistParser"),
    HLS_10("EXTINF rounded is at most the target duration", FULL, "PlaylistRules"),
    HLS_11("EXTINF at most target duration + 0.5 s", FULL, "PlaylistRules"),
    HLS_12("EXTINF is the measured duration within a frame", FULL, "TimelineRules"),
    HLS_13(
            "sum of EXTINF is end minus start within a frame",
            PART,
            "TimelineRules",
            "over what a run saw, seldom 50 segments; a run of minutes by property"),
    HLS_14("EXTINF above 0", FULL, "PlaylistRules"),
    HLS_15("target duration the same in all versions", FULL, "HistoryRules"),
    HLS_16("media sequence never falls", FULL, "HistoryRules"),
    HLS_17("one media sequence number, one segment in all versions", FULL, "HistoryRules"),
    HLS_18("removed only from the front", FULL, "HistoryRules"),
    HLS_19("at least 3 target durations remain after a removal", FULL, "HistoryRules"),
    HLS_20("new segments at most 1.5 target durations apart", FULL, "HistoryRules"),
    HLS_21("DISCONTINUITY-SEQUENCE present and raised by what was removed", FULL, "HistoryRules"),
    HLS_22("no PLAYLIST-TYPE in a sliding list, EVENT loses nothing", FULL, "HistoryRules"),
    HLS_23("no change after ENDLIST", FULL, "HistoryRules"),
    HLS_24("URI never reused for other bytes", FULL, "MediaRules"),
    HLS_25(
            "removed segment still served for its availability time",
            PART,
            "AvailabilityRules",
            "that it is gone later is not asked: a server may keep more, for seeking back"),
    HLS_26("PROGRAM-DATE-TIME on every segment, milliseconds, zone", FULL, "PlaylistRules"),
    HLS_27("step of PROGRAM-DATE-TIME is EXTINF within 50 ms", FULL, "PlaylistRules"),
    HLS_28("end of the list less than 2 target durations from the server's Date", FULL, "HistoryRules"),
    HLS_29("PROGRAM-DATE-TIME rises over DISCONTINUITY too", FULL, "PlaylistRules"),
    HLS_30("Content-Type of playlist, segment, init segment", FULL, "HttpRules"),
    HLS_31("playlist gzip when accepted, identity otherwise, Vary", FULL, "HttpRules"),
    HLS_32("Cache-Control by kind of resource", FULL, "HttpRules"),
    HLS_33("CORS on 200, 206, 304, 400, 404, 503 and OPTIONS", FULL, "HttpRules"),
    HLS_34("Range gives the exact slice, Content-Length is the body's", FULL, "HttpRules"),
    HLS_35("HEAD has the headers of GET", FULL, "HttpRules"),
    HLS_36("no redirect", FULL, "MediaRules"),
    HLS_37("what is listed is there at once", FULL, "MediaRules"),
    HLS_38("two downloads of one segment are equal", FULL, "MediaRules"),
    HLS_39("HTTP/2 on the TLS port", PART, "HttpRules", "asked only where the presentation is followed over https"),
    HLS_40("whole packets of 188 bytes, sync bytes", FULL, "TsInspection"),
    HLS_41("PAT, then PMT first", FULL, "TsInspection"),
    HLS_42("CRC of the tables", FULL, "TsInspection"),
    HLS_43("continuity counters, across segments too", FULL, "TsInspection"),
    HLS_44("clock at most 100 ms apart, at most DTS, rising", FULL, "TsInspection"),
    HLS_45("first video access unit: AUD, parameter sets, IDR", FULL, "TsRules"),
    HLS_46("one AUD in each access unit", FULL, "TsRules"),
    HLS_47("DTS strictly rising, PTS at least DTS", FULL, "TsRules"),
    HLS_48("audio on the sample clock within 1 ms", FULL, "TsRules"),
    HLS_49("no announced stream without data in two segments", FULL, "TsRules"),
    HLS_50("MAP present, init segment parses, trex for each track", FULL, "Mp4Rules"),
    HLS_51("tfdt of version 1, contiguous within a tick", FULL, "Mp4Rules"),
    HLS_52("first sample of what is independent is a sync sample", FULL, "Mp4Rules"),
    HLS_53("mfhd rising", FULL, "Mp4Rules"),
    HLS_54("boxes add up, sample data inside mdat", FULL, "Mp4Inspector"),
    HLS_55("sample entries are those of CODECS", PART, "MultivariantRules", "the four characters, not the profile"),
    HLS_56("another init segment only with DISCONTINUITY and a new URI", FULL, "MediaRules"),
    HLS_57(
            "BANDWIDTH 0.9 to 1.25 of the measured peak, AVERAGE within 10 %",
            PART, "MultivariantRules", "only BANDWIDTH against the peak: over a run of seconds the mean means little"),
    HLS_58(
            "CODECS, RESOLUTION, FRAME-RATE are the media's",
            PART,
            "MultivariantRules",
            "RESOLUTION of MPEG-TS is left to ffprobe: it needs the SPS"),
    HLS_59("renditions share target duration, discontinuities, dates", FULL, "MultivariantRules"),
    HLS_60("parts at most the part target, 85 % but for the last", FULL, "PartRules"),
    HLS_61("parts add up to their segment, durations and bytes", FULL, "PartRules"),
    HLS_62("PART-HOLD-BACK at least 3 part targets", FULL, "PartRules"),
    HLS_63(
            "blocking reload answers with what was asked, not early",
            PART,
            "LowLatencyRules",
            "when the part was complete only the server knows; late is a part later than it should come by its clock"),
    HLS_64("bad delivery directives get 400", FULL, "LowLatencyRules"),
    HLS_65("stalled publisher gives 503 after 3 target durations", FULL, "LowLatencyRules"),
    HLS_66("preload hint is the next part, and is held and whole", FULL, "LowLatencyRules"),
    HLS_67("rendition report for every sibling, not behind", FULL, "LowLatencyRules"),
    HLS_68("delta update and known list are the full list", FULL, "LowLatencyRules"),
    HLS_69(
            "no parts older than 3 target durations, removed ones still served",
            PART,
            "PartRules",
            "the list; that removed parts are still served is probed with the segments"),
    HLS_70(
            "no hint and no parts after ENDLIST, waiters released",
            PART,
            "PartRules",
            "the list, not the waiters' time"),
    HLS_71("kill -9 and restart: numbers go on, DISCONTINUITY, no URI twice", FULL, "ContinuityRules"),
    HLS_72("publisher back within grace: the same", FULL, "ContinuityRules"),
    HLS_73("resolution change: DISCONTINUITY, and a new MAP", FULL, "ContinuityRules"),
    HLS_74("wraps of 33 and 32 bits: HLS-13 and HLS-47 hold", FULL, "ContinuityRules"),
    HLS_75(
            "hls.js and Shaka play without fatal error, latency in bounds",
            PART,
            "PlayersIT",
            "20 s in a build; minutes by property"),
    HLS_76("odd names give 400 or 404", FULL, "HttpRules");

    /** How much of a rule the checker asks. */
    public enum Coverage {
        FULL,
        PART,
        NONE
    }

    private final String text;
    private final Coverage coverage;
    private final String where;
    private final String why;

    Rule(String text, Coverage coverage, String where) {
        this(text, coverage, where, "");
    }

    Rule(String text, Coverage coverage, String where, String why) {
        this.text = text;
        this.coverage = coverage;
        this.where = where;
        this.why = why;
    }

    /** Such as {@code HLS-07}. */
    public String number() {
        return name().replace('_', '-');
    }

    public String text() {
        return text;
    }

    public Coverage coverage() {
        return coverage;
    }

    /** The simple name of the class that asks it. */
    public String where() {
        return where;
    }

    /** The row of the table in docs/conformance.md. */
    String row() {
        String automated = coverage == FULL ? "yes" : coverage == NONE ? "no" : "in part";
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s |",
                number(),
                text,
                why.isEmpty() ? automated : automated + ": " + why,
                where.isEmpty() ? "–" : "`" + where + "`");
    }
}
