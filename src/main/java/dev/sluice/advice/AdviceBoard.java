package dev.sluice.advice;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Which advice holds for one publication: it appears after its hold time and leaves after 30 s without cause. */
final class AdviceBoard {
    private static final long KEEP_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** A rule that has seen something: since when, until when, and what. */
    private static final class Cause {
        private final long sinceNanos;
        private long lastNanos;
        private Advices.Finding finding;
        private boolean shown;

        Cause(Advices.Finding finding, long nowNanos) {
            this.finding = finding;
            this.sinceNanos = nowNanos;
            this.lastNanos = nowNanos;
        }
    }

    private final Map<String, Cause> causes = new HashMap<>();

    /** Judges what is seen now; what is said for the first time comes back. */
    List<Advice> judge(Measures seen, long nowNanos) {
        List<Advice> first = new ArrayList<>();
        for (Advices.Rule rule : Advices.RULES) {
            Optional<Advices.Finding> finding = rule.judge().apply(seen);
            Cause cause = causes.get(rule.id());
            if (finding.isPresent()) {
                if (cause == null) {
                    cause = new Cause(finding.get(), nowNanos);
                    causes.put(rule.id(), cause);
                }
                cause.lastNanos = nowNanos;
                cause.finding = finding.get();
                boolean held = nowNanos - cause.sinceNanos >= rule.hold().toNanos();
                if (held && !cause.shown) {
                    cause.shown = true;
                    first.add(advice(rule, cause));
                }
            } else if (cause != null && (!cause.shown || nowNanos - cause.lastNanos >= KEEP_NANOS)) {
                causes.remove(rule.id());
            }
        }
        return first;
    }

    /** What holds, in the order of the table. */
    List<Advice> shown() {
        List<Advice> shown = new ArrayList<>();
        for (Advices.Rule rule : Advices.RULES) {
            Cause cause = causes.get(rule.id());
            if (cause != null && cause.shown) {
                shown.add(advice(rule, cause));
            }
        }
        return List.copyOf(shown);
    }

    private static Advice advice(Advices.Rule rule, Cause cause) {
        return new Advice(rule.id(), cause.finding.level(), cause.finding.text());
    }
}
