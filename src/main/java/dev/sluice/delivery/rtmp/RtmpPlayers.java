package dev.sluice.delivery.rtmp;

import dev.sluice.bytes.Secret;
import dev.sluice.container.flv.FlvTagWriter;
import dev.sluice.live.Output;
import dev.sluice.live.Playback;
import dev.sluice.live.PlaybackAuthorizer;
import dev.sluice.live.Scheduler;
import dev.sluice.live.StreamDefinition;
import dev.sluice.live.StreamName;
import dev.sluice.media.Codec;
import dev.sluice.media.MediaSink;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** Live media to RTMP players. Feeds are kept once made: there are at most as many as defined streams. */
public final class RtmpPlayers implements Output {
    private final PlaySettings settings;
    private final Scheduler scheduler;
    private final PlaybackAuthorizer authorizer;
    private final ConcurrentHashMap<StreamName, StreamFeed> feeds = new ConcurrentHashMap<>();

    public RtmpPlayers(PlaySettings settings, Scheduler scheduler, PlaybackAuthorizer authorizer) {
        this.settings = settings;
        this.scheduler = scheduler;
        this.authorizer = authorizer;
    }

    /** A player's place in the audience of a stream. */
    public static final class Seat {
        private final StreamFeed feed;
        private final StreamFeed.Beginning beginning;
        private final Executor loop;
        private final Player player;
        private boolean left;

        Seat(StreamFeed feed, StreamFeed.Beginning beginning, Executor loop, Player player) {
            this.feed = feed;
            this.beginning = beginning;
            this.loop = loop;
            this.player = player;
        }

        public Player player() {
            return player;
        }

        /** Gives the seat up; the second time does nothing. On the player's loop. */
        public void leave() {
            if (!left) {
                left = true;
                beginning.group().remove(player);
                feed.leave(loop);
            }
        }
    }

    @Override
    public boolean carries(Codec codec) {
        return FlvTagWriter.carries(codec);
    }

    @Override
    public MediaSink open(StreamDefinition stream, long epoch) {
        StreamFeed feed = feeds.computeIfAbsent(stream.name(), name -> new StreamFeed(settings, scheduler));
        feed.open(stream, epoch);
        return new FeedSink(feed, epoch);
    }

    @Override
    public void finish(StreamName stream) {
        // Players were told soon after the publication's end: they do not wait for a resume window.
    }

    /**
     * Whether {@code name} is live here and may be played now with {@code token}; one answer for all other cases.
     *
     * @param address the player's numeric address
     */
    public boolean mayPlay(StreamName name, Optional<Secret> token, String address) {
        return Optional.ofNullable(feeds.get(name)).flatMap(StreamFeed::live).isPresent()
                && mayWatch(name, token, address);
    }

    /** Whether somebody who plays {@code name} may go on, live or between two publications. */
    public boolean mayWatch(StreamName name, Optional<Secret> token, String address) {
        return !(authorizer.decide(name, token, address) instanceof Playback.Refused);
    }

    /**
     * Seats a player and writes its beginning. On {@code loop}, which must be equal for all players of one event loop.
     *
     * @param streamId the message stream of its play command
     * @return empty when the stream has ended meanwhile
     */
    public Optional<Seat> join(StreamName name, int streamId, PlayerSocket socket, Executor loop, long nowNanos) {
        StreamFeed feed = feeds.get(name);
        if (feed == null) {
            return Optional.empty();
        }
        return feed.join(loop).map(beginning -> {
            Player player = new Player(socket, streamId, settings.writeTimeout().toNanos(), nowNanos);
            beginning.group().add(player);
            Batch first = Batch.of(beginning.nextSequence(), beginning.messages(), settings.chunkBytes());
            player.start(first, beginning.nextSequence(), beginning.decodable());
            first.release();
            return new Seat(feed, beginning, loop, player);
        });
    }

    /** How many play a stream now; any thread. */
    public long players(StreamName name) {
        return Optional.ofNullable(feeds.get(name)).map(StreamFeed::players).orElse(0);
    }
}
