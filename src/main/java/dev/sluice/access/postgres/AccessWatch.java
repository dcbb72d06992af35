package dev.sluice.access.postgres;

import dev.sluice.access.Caller;
import dev.sluice.access.KeyRecord;
import dev.sluice.access.KeyVerdict;
import dev.sluice.access.PublicationControl;
import dev.sluice.access.ReconnectCache;
import dev.sluice.access.RegistryUnavailable;
import dev.sluice.access.StreamVisibilities;
import dev.sluice.live.Authorization.Denied;
import dev.sluice.live.Authorization.Granted;
import dev.sluice.live.CloseReason;
import dev.sluice.live.GrantSource;
import dev.sluice.live.LiveStreams;
import dev.sluice.live.Publication;
import dev.sluice.live.StreamName;
import dev.sluice.postgres.Database;
import dev.sluice.postgres.DatabaseAddress;
import dev.sluice.postgres.Notices;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * Holds what is live to what its key and stream are worth now: withdrawn keys, kicks, narrower limits, visibility.
 *
 * <p>A notice is the fast way, a question every two seconds the sure one: one statement for all keys that are live here
 * or that {@link ReconnectCache} remembers. What the database does not answer changes nothing; expiry needs no answer.
 */
public final class AccessWatch implements PublicationControl {
    private static final String CHANNEL = "sluice_access";
    private static final String STREAM_NOTICE = "stream:";
    private static final long POLL_MILLIS = 2_000;
    private static final long EXPIRY_MILLIS = 250;

    private final Vertx vertx;
    private final KeyTable keys;
    private final VisibilityWatch visibility;
    private final StreamVisibilities visibilities;
    private final LiveStreams streams;
    private final ReconnectCache cache;
    private final InstantSource clock;
    private final Notices notices;
    private volatile long checkedMillis;
    private boolean asking;
    private boolean again;
    private volatile List<Long> timers = List.of();

    /** Asks {@code database}; notices come over a connection of their own to {@code address}. */
    public AccessWatch(
            Vertx vertx,
            Database database,
            DatabaseAddress address,
            LiveStreams streams,
            ReconnectCache cache,
            StreamVisibilities visibilities,
            InstantSource clock) {
        this.vertx = vertx;
        this.keys = new KeyTable(database);
        this.visibility = new VisibilityWatch(database, visibilities);
        this.visibilities = visibilities;
        this.streams = streams;
        this.cache = cache;
        this.clock = clock;
        this.notices = new Notices(vertx, address, CHANNEL, this::heard, this::missed);
    }

    public void start() {
        notices.start();
        look();
        timers = List.of(
                vertx.setPeriodic(POLL_MILLIS, timer -> {
                    look();
                    visibility.tick(System.nanoTime());
                }),
                vertx.setPeriodic(EXPIRY_MILLIS, timer -> endExpired()));
    }

    public void close() {
        timers.forEach(vertx::cancelTimer);
        notices.close();
    }

    /** When every live key was last known to be good, in milliseconds since the epoch; 0 before the first time. */
    public long checkedMillis() {
        return checkedMillis;
    }

    @Override
    public CompletionStage<Boolean> kick(StreamName stream, Duration cooldown, Caller caller) {
        return keys.kick(stream, cooldown, caller)
                .onSuccess(kicked -> kicked.ifPresent(key -> heard(key.toString())))
                // A key that is not stored can be refused to nobody, but who is live here can be ended.
                .map(kicked -> kicked.isPresent() || endHere(stream))
                // The same while the database is away.
                .recover(fault -> endHere(stream) ? Future.succeededFuture(true) : unavailable(fault))
                .toCompletionStage();
    }

    private boolean endHere(StreamName stream) {
        Optional<Publication> here = streams.find(stream);
        here.ifPresent(live -> {
            cache.remove(Set.of(live.grant().keyId()));
            live.publisher().close(CloseReason.KICKED);
        });
        return here.isPresent();
    }

    private static Future<Boolean> unavailable(Throwable fault) {
        return Future.failedFuture(new RegistryUnavailable(String.valueOf(fault.getMessage())));
    }

    private void missed() {
        visibility.missed();
        look();
    }

    /** {@code notice} is the id of a key, or names a stream. */
    private void heard(String notice) {
        if (notice.startsWith(STREAM_NOTICE)) {
            StreamName.parse(notice.substring(STREAM_NOTICE.length())).ifPresent(stream -> {
                visibility.changed(stream);
                look();
            });
            return;
        }
        try {
            cache.remove(Set.of(UUID.fromString(notice)));
        } catch (IllegalArgumentException notOurs) {
            return;
        }
        look();
    }

    /** Asks now, or once more when the question under way is answered: that one may be too old. */
    private synchronized void look() {
        if (asking) {
            again = true;
            return;
        }
        asking = true;
        long askedMillis = clock.millis();
        List<Publication> live = streams.publications();
        List<KeyRecord> remembered = cache.keys(System.nanoTime());
        Set<UUID> ids = new HashSet<>();
        live.stream()
                .map(Publication::grant)
                .filter(grant -> grant.source() == GrantSource.STORED_KEY)
                .forEach(grant -> ids.add(grant.keyId()));
        remembered.forEach(one -> ids.add(one.id()));
        keys.findAll(ids).onComplete(answer -> {
            if (answer.succeeded()) {
                judge(live, answer.result());
                forgetChanged(remembered, answer.result());
                checkedMillis = askedMillis;
            }
            answered();
        });
    }

    private synchronized void answered() {
        asking = false;
        if (again) {
            again = false;
            look();
        }
    }

    private void judge(List<Publication> live, Map<UUID, KeyRecord> found) {
        Instant now = clock.instant();
        found.values()
                .forEach(key ->
                        visibilities.tell(key.stream().name(), key.stream().visibility()));
        for (Publication one : live) {
            var verdict = KeyVerdict.ofLive(
                    Optional.ofNullable(found.get(one.grant().keyId())),
                    one.grant(),
                    one.epoch(),
                    one.publisher().remoteAddress(),
                    now);
            if (verdict instanceof Granted granted && !granted.equals(one.grant())) {
                one.publisher().executor().execute(() -> one.renew(granted));
            } else if (verdict instanceof Denied denied) {
                one.publisher().close(denied.reason());
            }
        }
    }

    private void forgetChanged(List<KeyRecord> remembered, Map<UUID, KeyRecord> found) {
        cache.remove(remembered.stream()
                .filter(key -> !key.equals(found.get(key.id())))
                .map(KeyRecord::id)
                .toList());
    }

    private void endExpired() {
        Instant now = clock.instant();
        for (Publication one : streams.publications()) {
            if (one.grant().expires().filter(end -> !now.isBefore(end)).isPresent()) {
                one.publisher().close(CloseReason.KEY_WITHDRAWN);
            }
        }
    }
}
