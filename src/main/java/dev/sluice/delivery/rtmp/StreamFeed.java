package dev.sluice.delivery.rtmp;

import dev.sluice.container.flv.FlvTagWriter;
import dev.sluice.live.Scheduler;
import dev.sluice.live.StreamDefinition;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.MediaKind;
import dev.sluice.media.Track;
import dev.sluice.rtmp.chunk.MessageType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * One stream as its players see it; outlives publications, so that a takeover is a change of headers and no more.
 *
 * <p>Fed on the loop of the publication, joined from the loops of players: the lock is held for a few assignments a
 * frame and is free but for a join. Bytes for a joining player are built outside of it.
 */
final class StreamFeed {
    /** Between the last time stamp of a timeline and the first of the next. */
    private static final long SPLICE_MILLIS = 40;

    private final PlaySettings settings;
    private final Scheduler scheduler;
    private final GopCache gop = new GopCache(PlaySettings.MAX_GOP_BYTES, PlaySettings.MAX_GOP_MILLIS);
    private final Map<Executor, PlayerGroup> groups = new HashMap<>();
    private List<PlayMessage> headers = List.of();
    private List<PlayMessage> pending = new ArrayList<>();
    private int pendingBytes;
    private boolean flushDue;
    private long nextSequence;
    private Optional<StreamDefinition> live = Optional.empty();
    private long epoch;
    private boolean hasVideo;
    private boolean splice;
    private long offsetMillis;
    private long lastMillis;

    StreamFeed(PlaySettings settings, Scheduler scheduler) {
        this.settings = settings;
        this.scheduler = scheduler;
    }

    /** What a player begins with. */
    record Beginning(PlayerGroup group, List<PlayMessage> messages, long nextSequence, boolean decodable) {}

    synchronized void open(StreamDefinition stream, long newEpoch) {
        live = Optional.of(stream);
        epoch = newEpoch;
        splice();
    }

    synchronized void tracks(List<Track> tracks) {
        List<Track> carried = tracks.stream()
                .filter(track -> track.id().index() == 0 && FlvTagWriter.carries(track.codec()))
                .toList();
        hasVideo = carried.stream().anyMatch(track -> track.id().kind() == MediaKind.VIDEO);
        headers = StreamHeaders.of(carried);
        gop.clear();
        headers.forEach(header -> send(header.at(lastMillis)));
    }

    synchronized void unit(AccessUnit unit) {
        Track track = unit.track();
        if (track.id().index() != 0 || !FlvTagWriter.carries(track.codec())) {
            return;
        }
        long millis = FlvTagWriter.timestampMillis(unit);
        if (splice) {
            splice = false;
            offsetMillis = lastMillis == 0 ? 0 : lastMillis + SPLICE_MILLIS - millis;
        }
        // An audio frame may lie a little before the frame that began the timeline.
        long placed = Math.max(0, millis + offsetMillis);
        lastMillis = Math.max(lastMillis, placed);
        boolean isVideo = track.id().kind() == MediaKind.VIDEO;
        PlayMessage message = new PlayMessage(
                isVideo ? unit.randomAccess() ? PlayMessage.Kind.KEY : PlayMessage.Kind.INTER : PlayMessage.Kind.AUDIO,
                placed,
                isVideo ? MessageType.VIDEO : MessageType.AUDIO,
                FlvTagWriter.frameHead(unit),
                unit.data());
        gop.add(message);
        send(message);
    }

    /** The next unit begins a new timeline: players see it go on. */
    synchronized void splice() {
        splice = true;
        gop.clear();
    }

    /** Its publication is over; players are told unless another one comes at once. */
    synchronized void close(long endedEpoch) {
        flush();
        gop.clear();
        live = Optional.empty();
        scheduler.after(settings.endAfter(), () -> expire(endedEpoch));
    }

    /** Empty when nobody publishes. On {@code loop}, where the batches behind the beginning will come too. */
    synchronized Optional<Beginning> join(Executor loop) {
        if (live.isEmpty()) {
            return Optional.empty();
        }
        flush();
        PlayerGroup group = groups.computeIfAbsent(loop, PlayerGroup::new);
        group.members(1);
        List<PlayMessage> frames = gop.messages();
        long start = frames.isEmpty() ? lastMillis : frames.get(0).timestampMillis();
        List<PlayMessage> beginning = new ArrayList<>();
        headers.forEach(header -> beginning.add(header.at(start)));
        beginning.addAll(frames);
        boolean decodable = !frames.isEmpty() || (!hasVideo && !headers.isEmpty());
        return Optional.of(new Beginning(group, beginning, nextSequence, decodable));
    }

    synchronized void leave(Executor loop) {
        PlayerGroup group = groups.get(loop);
        if (group != null && group.members(-1) == 0) {
            groups.remove(loop);
        }
    }

    synchronized Optional<StreamDefinition> live() {
        return live;
    }

    synchronized int players() {
        return groups.values().stream().mapToInt(group -> group.members(0)).sum();
    }

    private synchronized void expire(long endedEpoch) {
        if (live.isEmpty() && epoch == endedEpoch) {
            lastMillis = 0;
            groups.values().forEach(PlayerGroup::end);
        }
    }

    private void send(PlayMessage message) {
        if (groups.isEmpty()) {
            return;
        }
        pending.add(message);
        pendingBytes += message.length();
        if (settings.gather().isZero() || pendingBytes >= settings.gatherBytes()) {
            flush();
        } else if (!flushDue) {
            flushDue = true;
            scheduler.after(settings.gather(), this::due);
        }
    }

    private synchronized void due() {
        flushDue = false;
        flush();
    }

    private void flush() {
        if (pending.isEmpty()) {
            return;
        }
        List<PlayMessage> gathered = pending;
        pending = new ArrayList<>();
        pendingBytes = 0;
        if (groups.isEmpty()) {
            return;
        }
        Batch batch = Batch.of(nextSequence++, gathered, settings.chunkBytes());
        batch.retain(groups.size() - 1);
        groups.values().forEach(group -> group.deliver(batch));
    }
}
