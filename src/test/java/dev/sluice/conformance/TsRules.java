package dev.sluice.conformance;

import dev.sluice.bytes.Slice;
import dev.sluice.conformance.MediaPlaylist.Segment;
import dev.sluice.conformance.TsInspection.Pes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The elementary streams of transport stream segments: HLS-45 to HLS-49. */
final class TsRules {
    private static final int ADTS = 0x0F;
    private static final int AVC = 0x1B;
    private static final int HEVC = 0x24;
    private static final double TICKS = 90_000;
    private static final long MILLISECOND = 90;
    private static final int[] RATES = {
        96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350
    };

    private final Situation situation;
    private final Report report;
    private final TsInspection inspection;
    private final Map<Integer, Long> lastDts = new HashMap<>();
    private final Map<Integer, Long> nextAudio = new HashMap<>();
    private final Map<Integer, Integer> silent = new HashMap<>();

    /** The distance of the newest two frames: what a last frame alone is taken to last. */
    private long lastFrame;

    TsRules(Situation situation, Report report) {
        this.situation = situation;
        this.report = report;
        inspection = new TsInspection(report);
    }

    /** Asks the next segment; empty of times when it has no samples. */
    List<Measured> add(Segment segment, Slice bytes, boolean fresh) {
        if (fresh) {
            lastDts.clear();
            nextAudio.clear();
            silent.clear();
        }
        Map<Integer, List<Pes>> tracks = new TreeMap<>();
        for (Pes pes : inspection.add(segment.uri(), bytes, fresh)) {
            tracks.computeIfAbsent(pes.pid(), pid -> new ArrayList<>()).add(pes);
        }
        inspection.streams().forEach((pid, type) -> {
            int without = tracks.containsKey(pid) ? 0 : silent.getOrDefault(pid, 0) + 1;
            silent.put(pid, without);
            report.require(Rule.HLS_49, without < 2, () -> "%s: nothing on PID %x again".formatted(segment.uri(), pid));
        });
        tracks.values().forEach(track -> track(segment, track));
        return measure(segment, tracks, bytes.length());
    }

    private void track(Segment segment, List<Pes> track) {
        boolean video = isVideo(track.get(0));
        for (int i = 0; i < track.size(); i++) {
            Pes pes = track.get(i);
            Long before = lastDts.put(pes.pid(), pes.dts());
            report.require(
                    Rule.HLS_47,
                    (before == null || pes.dts() > before) && pes.pts() >= pes.dts(),
                    () -> "%s PID %x: DTS %d behind %d, PTS %d"
                            .formatted(segment.uri(), pes.pid(), pes.dts(), before, pes.pts()));
            if (video) {
                picture(segment, pes, i == 0);
            } else if (pes.streamType() == ADTS) {
                sound(segment, pes);
            }
        }
    }

    static boolean isVideo(Pes pes) {
        return pes.streamType() == AVC || pes.streamType() == HEVC;
    }

    private void picture(Segment segment, Pes pes, boolean first) {
        List<Integer> units = unitTypes(pes);
        boolean hevc = pes.streamType() == HEVC;
        int delimiter = hevc ? 35 : 9;
        report.require(
                Rule.HLS_46,
                !units.isEmpty()
                        && units.get(0) == delimiter
                        && units.stream().filter(type -> type == delimiter).count() == 1,
                () -> "%s DTS %d: units %s".formatted(segment.uri(), pes.dts(), units));
        if (first && !situation.irregularKeys()) {
            int sps = units.indexOf(hevc ? 33 : 7);
            int pps = units.indexOf(hevc ? 34 : 8);
            int key = hevc
                    ? units.stream()
                            .filter(type -> type >= 16 && type <= 21)
                            .findFirst()
                            .map(units::indexOf)
                            .orElse(-1)
                    : units.indexOf(5);
            report.require(
                    Rule.HLS_45,
                    units.indexOf(delimiter) == 0 && sps > 0 && pps > sps && key > pps,
                    () -> "%s begins with units %s".formatted(segment.uri(), units));
        }
    }

    /** Types of NAL units in Annex B bytes. */
    private static List<Integer> unitTypes(Pes pes) {
        List<Integer> types = new ArrayList<>();
        Slice bytes = pes.payload();
        for (int i = 0; i + 3 < bytes.length(); i++) {
            if (bytes.at(i) == 0 && bytes.at(i + 1) == 0 && bytes.at(i + 2) == 1) {
                int head = bytes.at(i + 3);
                types.add(pes.streamType() == HEVC ? head >> 1 & 0x3F : head & 0x1F);
                i += 3;
            }
        }
        return types;
    }

    private void sound(Segment segment, Pes pes) {
        Slice bytes = pes.payload();
        int at = 0;
        int frames = 0;
        int rate = 0;
        while (at + 7 <= bytes.length() && (bytes.u16(at) & 0xFFF6) == 0xFFF0) {
            rate = RATES[Math.min(bytes.at(at + 2) >> 2 & 15, RATES.length - 1)];
            frames += 1 + (bytes.at(at + 6) & 3);
            int length = (bytes.at(at + 3) & 3) << 11 | bytes.at(at + 4) << 3 | bytes.at(at + 5) >> 5;
            at += Math.max(length, 7);
        }
        int rest = bytes.length() - at;
        Long expected = nextAudio.get(pes.pid());
        report.require(
                Rule.HLS_48,
                rest == 0 && frames > 0 && (expected == null || Math.abs(pes.pts() - expected) <= MILLISECOND),
                () -> "%s PTS %d, by the samples %d; %d frames and %d odd bytes"
                        .formatted(segment.uri(), pes.pts(), expected, bytes.length(), rest));
        if (rate > 0) {
            nextAudio.put(pes.pid(), pes.pts() + Math.round(frames * 1024 * TICKS / rate));
        }
    }

    private List<Measured> measure(Segment segment, Map<Integer, List<Pes>> tracks, int bytes) {
        return tracks.values().stream()
                .filter(track -> isVideo(track.get(0)) || tracks.size() == 1)
                .findFirst()
                .map(track -> List.of(measure(segment, track, bytes)))
                .orElse(List.of());
    }

    private Measured measure(Segment segment, List<Pes> track, int bytes) {
        long longest = track.size() == 1 ? lastFrame : 0;
        for (int i = 1; i < track.size(); i++) {
            longest = Math.max(longest, track.get(i).dts() - track.get(i - 1).dts());
        }
        Pes last = track.get(track.size() - 1);
        if (track.size() > 1) {
            lastFrame = last.dts() - track.get(track.size() - 2).dts();
        }
        longest = Math.max(longest, isVideo(last) ? 0 : nextAudio.getOrDefault(last.pid(), last.pts()) - last.pts());
        long end = isVideo(last) ? last.dts() + lastFrame : nextAudio.getOrDefault(last.pid(), last.pts());
        return new Measured(
                segment, track.get(0).dts() / TICKS, end / TICKS, longest / TICKS, track.size(), isVideo(last), bytes);
    }
}
