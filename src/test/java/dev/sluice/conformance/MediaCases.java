package dev.sluice.conformance;

import dev.sluice.bytes.Slice;
import dev.sluice.conformance.Cases.Case;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Faults of media, in recorded segments: HLS-12, 13, 24, 25, 36 to 38, 40 to 59. */
final class MediaCases {
    private static final int PACKET = 188;
    private static final int AUDIO_PID = 0x101;

    private MediaCases() {}

    static List<Case> sound() {
        return List.of(
                new Case(
                        Rule.HLS_47,
                        "transport stream",
                        report -> ts(report, UnaryOperator.identity(), bytes -> bytes)),
                new Case(
                        Rule.HLS_51,
                        "fragmented MP4",
                        report -> mp4(report, UnaryOperator.identity(), bytes -> bytes)));
    }

    static List<Case> all() {
        List<Case> all = new ArrayList<>(files());
        all.addAll(transportStreams());
        all.addAll(fragments());
        all.addAll(variants());
        return all;
    }

    private static List<Case> files() {
        return List.of(
                new Case(
                        Rule.HLS_12,
                        "a longer segment",
                        report -> ts(
                                report,
                                text -> text.replace("1.000000,\n1/1.ts", "1.200000,\n1/1.ts"),
                                bytes -> bytes)),
                new Case(Rule.HLS_13, "sums", report -> ts(report, text -> text.replace("1.0000", "1.0900"), b -> b)),
                new Case(
                        Rule.HLS_24,
                        "other bytes",
                        report -> MediaRules.again(Cases.file("a", Slice.of(1)), Cases.file("a", Slice.of(2)), report)),
                new Case(
                        Rule.HLS_38,
                        "other bytes",
                        report -> MediaRules.again(Cases.file("a", Slice.of(1)), Cases.file("a", Slice.of(2)), report)),
                new Case(Rule.HLS_25, "gone", MediaCases::gone),
                new Case(Rule.HLS_36, "redirect", report -> status(302, report)),
                new Case(Rule.HLS_37, "not there", report -> status(404, report)));
    }

    private static void gone(Report report) {
        AvailabilityRules rules = new AvailabilityRules(report);
        List<Version> versions = Cases.versions(report, Cases.list(10, 15), Cases.list(11, 16));
        rules.step(versions.get(0), versions.get(1));
        for (String uri : rules.due(versions.get(1).receivedNanos() + 20_000_000_000L)) {
            rules.answered(answer(uri, 404));
        }
    }

    private static Download answer(String uri, int status) {
        return new Download("GET", uri, status, Map.of(), Slice.EMPTY, "HTTP_1_1", 0, 1);
    }

    private static void status(int status, Report report) {
        List<Version> versions = Cases.versions(report, Cases.list(10, 15));
        new MediaRules(Situation.STEADY, report)
                .check(Recording.of("list", versions, Map.of("1/10.ts", answer("1/10.ts", status))));
    }

    private static Case ts(Rule rule, String name, UnaryOperator<byte[]> fault) {
        return new Case(rule, name, report -> ts(report, UnaryOperator.identity(), fault));
    }

    /** Judges three recorded segments; {@code fault} is done to the second and third. */
    private static void ts(Report report, UnaryOperator<String> list, UnaryOperator<byte[]> fault) {
        StringBuilder text = new StringBuilder(Cases.HEAD.replace("DURATION:2", "DURATION:1"));
        text.append("#EXT-X-MEDIA-SEQUENCE:0\n#EXT-X-DISCONTINUITY-SEQUENCE:0\n");
        Map<String, Download> files = new HashMap<>();
        for (int i = 0; i < 3; i++) {
            text.append("#EXT-X-PROGRAM-DATE-TIME:%s\n#EXTINF:1.000000,\n1/%d.ts\n".formatted(Cases.date(i), i));
            byte[] bytes = Cases.resource("segment-" + i + ".ts").toArray();
            files.put("1/" + i + ".ts", Cases.file("1/" + i + ".ts", Slice.wrap(i == 0 ? bytes : fault.apply(bytes))));
        }
        List<Version> versions = Cases.versions(report, list.apply(text.toString()));
        List<Measured> measured = new MediaRules(Situation.STEADY, report).check(Recording.of("ts", versions, files));
        TimelineRules.check(measured, report);
    }

    private static List<Case> transportStreams() {
        return List.of(
                ts(Rule.HLS_40, "a byte short", bytes -> java.util.Arrays.copyOf(bytes, bytes.length - 1)),
                ts(Rule.HLS_40, "no sync byte", bytes -> set(bytes, 5 * PACKET, 0x46)),
                ts(Rule.HLS_41, "PMT first", bytes -> without(bytes, 0)),
                ts(Rule.HLS_42, "a bit of the PAT", bytes -> set(bytes, 4 + 9, bytes[4 + 9] ^ 1)),
                ts(Rule.HLS_43, "a packet is missing", bytes -> without(bytes, bytes.length / PACKET - 1)),
                ts(Rule.HLS_44, "clock runs backwards", bytes -> clock(bytes, 1, 0)),
                ts(Rule.HLS_44, "clock behind the pictures", bytes -> clock(bytes, 0, 0x20)),
                ts(Rule.HLS_45, "no IDR", bytes -> replace(bytes, "00000165", "00000161")),
                ts(Rule.HLS_45, "no parameter sets", bytes -> replace(bytes, "00000167", "0000010c")),
                ts(Rule.HLS_46, "no delimiter", bytes -> replace(bytes, "00000109", "0000010c")),
                ts(
                        Rule.HLS_47,
                        "the same times again",
                        bytes -> Cases.resource("segment-0.ts").toArray()),
                ts(Rule.HLS_48, "a sound comes 10 ms late", MediaCases::lateSound),
                ts(Rule.HLS_49, "no sound", MediaCases::silent));
    }

    private static byte[] set(byte[] bytes, int at, int value) {
        bytes[at] = (byte) value;
        return bytes;
    }

    private static byte[] without(byte[] bytes, int packet) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, packet * PACKET);
        out.write(bytes, (packet + 1) * PACKET, bytes.length - (packet + 1) * PACKET);
        return out.toByteArray();
    }

    private static byte[] replace(byte[] bytes, String from, String to) {
        String text = Slice.wrap(bytes).toHex();
        String replaced = text.replace(from, to);
        org.assertj.core.api.Assertions.assertThat(replaced).as(from).isNotEqualTo(text);
        return Slice.hex(replaced).toArray();
    }

    /** Gives the last clock of the segment another byte. */
    private static byte[] clock(byte[] bytes, int place, int value) {
        for (int at = bytes.length - PACKET; at >= 0; at -= PACKET) {
            if ((bytes[at + 3] & 0x20) != 0 && bytes[at + 4] > 0 && (bytes[at + 5] & 0x10) != 0) {
                return set(bytes, at + 6 + place, value);
            }
        }
        throw new IllegalStateException("no clock");
    }

    private static byte[] silent(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < bytes.length; at += PACKET) {
            if (((bytes[at + 1] & 0x1F) << 8 | (bytes[at + 2] & 0xFF)) != AUDIO_PID) {
                out.write(bytes, at, PACKET);
            }
        }
        return out.toByteArray();
    }

    /** Adds 1,024 ticks to the PTS of the first sound. */
    private static byte[] lateSound(byte[] bytes) {
        for (int at = 0; at < bytes.length; at += PACKET) {
            boolean audio = ((bytes[at + 1] & 0x1F) << 8 | (bytes[at + 2] & 0xFF)) == AUDIO_PID;
            if (audio && (bytes[at + 1] & 0x40) != 0) {
                int payload = at + 4 + ((bytes[at + 3] & 0x20) != 0 ? 1 + (bytes[at + 4] & 0xFF) : 0);
                return set(bytes, payload + 9 + 3, bytes[payload + 9 + 3] + 8);
            }
        }
        throw new IllegalStateException("no sound");
    }

    private static Case mp4(Rule rule, String name, UnaryOperator<byte[]> fault) {
        return new Case(rule, name, report -> mp4(report, UnaryOperator.identity(), fault));
    }

    /** Judges three segments that FFmpeg made; {@code fault} is done to all but the first. */
    private static void mp4(Report report, UnaryOperator<String> list, UnaryOperator<byte[]> fault) {
        List<Version> versions = Cases.versions(report, list.apply(fragmentList()));
        List<Measured> measured =
                new MediaRules(Situation.STEADY, report).check(Recording.of("mp4", versions, fragmentFiles(fault)));
        TimelineRules.check(measured, report);
    }

    private static String fragmentList() {
        StringBuilder text = new StringBuilder(Cases.HEAD.replace("DURATION:2", "DURATION:1"));
        text.append("#EXT-X-MEDIA-SEQUENCE:0\n#EXT-X-DISCONTINUITY-SEQUENCE:0\n#EXT-X-MAP:URI=\"init.mp4\"\n");
        for (int i = 0; i < 3; i++) {
            text.append("#EXT-X-PROGRAM-DATE-TIME:%s\n#EXTINF:1.000000,\n%d.m4s\n".formatted(Cases.date(i), i));
        }
        return text.toString();
    }

    private static Map<String, Download> fragmentFiles(UnaryOperator<byte[]> fault) {
        Map<String, Download> files = new HashMap<>();
        files.put("init.mp4", Cases.file("init.mp4", Cases.resource("init.mp4")));
        for (int i = 0; i < 3; i++) {
            byte[] bytes = Cases.resource("segment-" + i + ".m4s").toArray();
            files.put(i + ".m4s", Cases.file(i + ".m4s", Slice.wrap(i == 0 ? bytes : fault.apply(bytes))));
        }
        return files;
    }

    private static List<Case> fragments() {
        return List.of(
                new Case(
                        Rule.HLS_50,
                        "no MAP",
                        report ->
                                mp4(report, text -> text.replace("#EXT-X-MAP:URI=\"init.mp4\"\n", ""), bytes -> bytes)),
                new Case(Rule.HLS_50, "no trex", report -> init(report, "trex", "free")),
                new Case(Rule.HLS_50, "no moov", report -> init(report, "moov", "free")),
                mp4(Rule.HLS_51, "tfdt of version 0", bytes -> behind(bytes, "tfdt", 4, 0)),
                mp4(Rule.HLS_51, "a gap", bytes -> behind(bytes, "tfdt", 14, 0x7F)),
                mp4(Rule.HLS_52, "no sync sample", MediaCases::nonSync),
                mp4(Rule.HLS_53, "the same number", bytes -> behind(bytes, "mfhd", 11, 1)),
                mp4(Rule.HLS_54, "cut off", bytes -> java.util.Arrays.copyOf(bytes, bytes.length - 1)),
                mp4(Rule.HLS_54, "data behind mdat", bytes -> behind(bytes, "trun", 14, 0x7F)),
                new Case(
                        Rule.HLS_56,
                        "unmarked",
                        report -> mp4(
                                report,
                                text -> text.replace(
                                        "#EXTINF:1.000000,\n2", "#EXT-X-MAP:URI=\"b.mp4\"\n#EXTINF:1.000000,\n2"),
                                bytes -> bytes)));
    }

    private static void init(Report report, String from, String to) {
        byte[] bytes = Cases.resource("init.mp4").toArray();
        String text = new String(bytes, StandardCharsets.ISO_8859_1).replace(from, to);
        new Mp4Inspector(report).init("init.mp4", Slice.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** Sets the byte {@code offset} behind the start of the box's type. */
    private static byte[] behind(byte[] bytes, String type, int offset, int value) {
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(type);
        return set(bytes, at + offset, value);
    }

    /** Says of the first sample, or of all, that it is none to begin with. */
    private static byte[] nonSync(byte[] bytes) {
        // Flags of the first sample lie behind count and data offset of trun, where its flags say 4.
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("trun");
        boolean ofFirst = (bytes[at + 7] & 4) != 0;
        return set(bytes, ofFirst ? at + 17 : at + 16 + 8 + 1, 1);
    }

    private static List<Case> variants() {
        String stream = "#EXT-X-STREAM-INF:BANDWIDTH=%d,AVERAGE-BANDWIDTH=7000,CODECS=\"%s\",RESOLUTION=%s,"
                + "FRAME-RATE=%s\nv.m3u8\n";
        return List.of(
                variant(Rule.HLS_55, stream.formatted(7_512, "hvc1.1", "64x48", "10.000")),
                variant(Rule.HLS_57, stream.formatted(6_000, "avc1.42c00a", "64x48", "10.000")),
                variant(Rule.HLS_57, stream.formatted(20_000, "avc1.42c00a", "64x48", "10.000")),
                variant(Rule.HLS_58, stream.formatted(7_512, "avc1.42c00a", "640x480", "10.000")),
                variant(Rule.HLS_58, stream.formatted(7_512, "avc1.42c00a", "64x48", "30.000")),
                new Case(Rule.HLS_59, "dates apart", MediaCases::siblings));
    }

    private static Case variant(Rule rule, String text) {
        return new Case(rule, "multivariant", report -> {
            MultivariantPlaylist list = MultivariantPlaylist.parse(
                    ("#EXTM3U\n#EXT-X-VERSION:6\n" + text).getBytes(StandardCharsets.UTF_8), report);
            MultivariantRules.check(
                    list, Map.of("v.m3u8", found(report, UnaryOperator.identity())), Situation.STEADY, report);
        });
    }

    private static MultivariantRules.Found found(Report report, UnaryOperator<String> change) {
        List<Version> versions = Cases.versions(report, change.apply(fragmentList()));
        Recording recording = Recording.of("v.m3u8", versions, fragmentFiles(bytes -> bytes));
        MediaRules rules = new MediaRules(Situation.STEADY, report);
        List<Measured> measured = rules.check(recording);
        Optional<Mp4Inspector.Track> picture = rules.picture();
        return new MultivariantRules.Found(recording, measured, Set.copyOf(rules.entries()), picture);
    }

    private static void siblings(Report report) {
        String text = """
                #EXTM3U
                #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="a",URI="a.m3u8"
                #EXT-X-STREAM-INF:BANDWIDTH=1,AUDIO="a"
                v.m3u8
                """;
        MultivariantPlaylist list = MultivariantPlaylist.parse(text.getBytes(StandardCharsets.UTF_8), report);
        Map<String, MultivariantRules.Found> found = Map.of(
                "v.m3u8",
                found(report, UnaryOperator.identity()),
                "a.m3u8",
                found(report, lines -> lines.replace("2026-", "2025-")));
        MultivariantRules.check(list, found, Situation.STEADY, report);
    }
}
