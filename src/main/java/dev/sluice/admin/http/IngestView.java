package dev.sluice.admin.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.advice.Advice;
import dev.sluice.advice.IngestReport;
import dev.sluice.advice.Measures;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an encoder sends, in JSON. Rates are over the last ten seconds.
 *
 * @param since RFC 3339
 * @param address the encoder's
 * @param software what it calls itself; may be empty
 * @param codecs RFC 6381, comma-separated
 * @param videoBitrate bits a second
 * @param audioBitrate bits a second
 * @param fps pictures a second that came
 * @param gopSeconds from key frame to key frame; null before there were two
 * @param audioAheadMillis how far sound is ahead of picture; negative is behind; null without both
 * @param silentMillis since the last frame
 * @param timestampJumps of its clock since it began
 * @param dropped messages that did not reach viewers, by reason
 * @param advice the gravest is not first: the order is that of the table in docs/api.md
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record IngestView(
        String stream,
        String title,
        long epoch,
        String since,
        String address,
        String software,
        String keyId,
        String codecs,
        int width,
        int height,
        long videoBitrate,
        long audioBitrate,
        double fps,
        @Nullable Double gopSeconds,
        @Nullable Long audioAheadMillis,
        long silentMillis,
        long timestampJumps,
        Map<String, Long> dropped,
        List<AdviceView> advice) {

    /** All of them. */
    public record Page(List<IngestView> items) {}

    /**
     * What should be done about it.
     *
     * @param level {@code info}, {@code warn} or {@code bad}
     */
    public record AdviceView(String id, String level, String text) {
        static AdviceView of(Advice advice) {
            return new AdviceView(advice.id(), advice.level().word(), advice.text());
        }
    }

    static IngestView of(IngestReport report) {
        Measures seen = report.measures();
        Map<String, Long> dropped = new TreeMap<>();
        report.dropped().forEach((reason, count) -> dropped.put(reason.word(), count));
        return new IngestView(
                report.stream().value(),
                report.title(),
                report.epoch(),
                report.since().toString(),
                report.address(),
                report.software(),
                report.keyId().toString(),
                report.codecs(),
                report.width(),
                report.height(),
                Math.round(seen.videoBitrate()),
                Math.round(seen.audioBitrate()),
                Math.round(seen.fps() * 10) / 10.0,
                seen.gopMillis() == 0 ? null : (Double) (seen.gopMillis() / 1e3),
                seen.hasVideo() && seen.hasAudio() ? (Long) Math.round(seen.skewMillis()) : null,
                seen.silentMillis(),
                report.jumps(),
                dropped,
                report.advice().stream().map(AdviceView::of).toList());
    }
}
