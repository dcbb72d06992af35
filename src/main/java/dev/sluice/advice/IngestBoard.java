package dev.sluice.advice;

import dev.sluice.live.Publication;
import dev.sluice.live.StreamName;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What all encoders of this replica send. One thread looks, once a second; any thread may read the last reports.
 */
public final class IngestBoard {
    private final NoticeListener listener;
    private final Map<StreamName, Watch> watches = new HashMap<>();
    private volatile List<IngestReport> reports = List.of();

    public IngestBoard(NoticeListener listener) {
        this.listener = listener;
    }

    /** Looks at the publications that run now, at {@code nowNanos} of the monotonic clock. */
    public void look(List<Publication> live, long nowNanos) {
        Set<StreamName> names =
                live.stream().map(publication -> publication.stream().name()).collect(Collectors.toSet());
        watches.keySet().retainAll(names);
        reports = live.stream()
                .map(publication -> watch(publication, nowNanos).report(nowNanos))
                .sorted(Comparator.comparing(IngestReport::stream))
                .toList();
    }

    /** By the streams' names; up to a second old. */
    public List<IngestReport> reports() {
        return reports;
    }

    /** Of one stream; empty when it has no encoder here. */
    public Optional<IngestReport> find(StreamName name) {
        return reports.stream().filter(report -> report.stream().equals(name)).findFirst();
    }

    private Watch watch(Publication publication, long nowNanos) {
        return watches.compute(
                publication.stream().name(),
                (name, known) ->
                        known != null && known.isOf(publication) ? known : new Watch(publication, listener, nowNanos));
    }
}
