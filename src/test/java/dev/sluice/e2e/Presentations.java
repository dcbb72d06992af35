package dev.sluice.e2e;

import dev.sluice.conformance.Conformance;
import dev.sluice.conformance.Conformance.Mode;
import dev.sluice.conformance.Report;
import dev.sluice.conformance.Rule;
import dev.sluice.conformance.Situation;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** The presentations of one stream in several formats, followed at the same time and judged one by one. */
final class Presentations implements AutoCloseable {
    /** A form in which a stream is presented, and the address of its multivariant playlist. */
    enum Form {
        CMAF("/hls/%s.m3u8"),
        /** Beside CMAF. */
        MPEGTS("/hls/%s.ts.m3u8");

        private final String address;

        Form(String address) {
            this.address = address;
        }

        String address(String stream) {
            return address.formatted(stream);
        }
    }

    private final Map<Form, Conformance> checkers = new EnumMap<>(Form.class);

    private Presentations() {}

    /** Waits for each form and follows it; {@code situations} says what the scenario does to it on purpose. */
    static Presentations follow(RunningSluice sluice, String stream, Map<Form, Situation> situations) {
        Presentations all = new Presentations();
        situations.forEach((form, situation) -> {
            String url = sluice.httpUrl() + form.address(stream);
            String subject = stream + " as " + form;
            all.checkers.put(form, Conformance.follow(subject, url, Mode.LOW_LATENCY, situation));
        });
        return all;
    }

    void each(Consumer<Conformance> action) {
        checkers.values().forEach(action);
    }

    void awaitSegments(int count, Duration limit) {
        each(checker -> checker.awaitSegments(count, limit));
    }

    void awaitSegments(Form form, int count, Duration limit) {
        Objects.requireNonNull(checkers.get(form)).awaitSegments(count, limit);
    }

    void awaitDiscontinuity(int more, Duration limit) {
        each(checker -> checker.awaitDiscontinuity(more, limit));
    }

    void awaitEnd(Duration limit) {
        each(checker -> checker.awaitEnd(limit));
    }

    Map<Form, Report> judge(Rule... events) {
        Map<Form, Report> reports = new EnumMap<>(Form.class);
        checkers.forEach((form, checker) -> reports.put(form, checker.judge(events)));
        return reports;
    }

    @Override
    public void close() {
        each(Conformance::close);
    }
}
