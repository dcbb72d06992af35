package dev.sluice.delivery.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bytes.Slice;
import dev.sluice.live.Playback;
import dev.sluice.live.Scheduler;
import dev.sluice.live.StreamDefinition;
import dev.sluice.live.StreamName;
import dev.sluice.live.TakeoverPolicy;
import dev.sluice.live.Visibility;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.MediaKind;
import dev.sluice.media.MediaSink;
import dev.sluice.media.TestMedia;
import dev.sluice.media.Track;
import dev.sluice.media.TrackId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** From a publication's frames to what each player's socket is given, without a socket. */
class PlayTest {
    private static final StreamName NAME = new StreamName("demo");
    private static final Track VIDEO = new Track(TrackId.VIDEO, TestMedia.avc(640, 360));
    private static final Track AUDIO = new Track(TrackId.AUDIO, TestMedia.aac(48_000));
    private static final StreamDefinition PUBLIC =
            new StreamDefinition(NAME, "", Visibility.PUBLIC, TakeoverPolicy.TAKEOVER);

    private final ArrayDeque<Runnable> loopTasks = new ArrayDeque<>();
    private final Executor loop = loopTasks::add;
    private final List<Runnable> timers = new ArrayList<>();
    private final Scheduler scheduler = (delay, task) -> {
        timers.add(task);
        return () -> timers.remove(task);
    };
    private Playback playback = new Playback.Open();
    private RtmpPlayers players = players(Duration.ofMillis(5));
    private MediaSink sink = players.open(PUBLIC, 1);

    private RtmpPlayers players(Duration gather) {
        return new RtmpPlayers(PlaySettings.of(gather, 65536), scheduler, (stream, token, address) -> playback);
    }

    private void video(long millis, boolean key) {
        video(millis, key, TestMedia.BYTES);
    }

    private void video(long millis, boolean key, Slice data) {
        sink.onAccessUnit(new AccessUnit(VIDEO, millis * 90, millis * 90, key, data));
    }

    private void audio(long millis) {
        sink.onAccessUnit(new AccessUnit(AUDIO, millis * 48, millis * 48, true, TestMedia.BYTES));
    }

    /** The gathering time is over, and the players' loop has run. */
    private void pass() {
        List<Runnable> due = List.copyOf(timers);
        timers.clear();
        due.forEach(Runnable::run);
        run();
    }

    private void run() {
        while (!loopTasks.isEmpty()) {
            loopTasks.remove().run();
        }
    }

    private Player join(QueueSocket socket) {
        return seat(socket, 1).player();
    }

    private RtmpPlayers.Seat seat(QueueSocket socket, int streamId) {
        return players.join(NAME, streamId, socket, loop, 0).orElseThrow();
    }

    @Test
    void aPlayerBeginsAtTheLastKeyFrameWithMetadataAndHeaders() throws Exception {
        sink.onTracks(List.of(VIDEO, AUDIO));
        video(0, true);
        video(40, false);
        video(80, true);
        audio(90);
        video(120, false);
        QueueSocket socket = new QueueSocket();
        join(socket);
        assertThat(socket.heard()).containsExactly("H80", "H80", "H80", "K80", "A90", "I120");
        assertThat(socket.writes).isEqualTo(1);
    }

    @Test
    void whatWaitedForMoreWhenAPlayerJoinedIsNotSentToItTwice() throws Exception {
        sink.onTracks(List.of(VIDEO));
        video(0, true);
        QueueSocket first = new QueueSocket();
        join(first);
        video(40, false);
        QueueSocket second = new QueueSocket();
        join(second);
        pass();
        video(80, false);
        pass();
        assertThat(first.heard()).containsExactly("H0", "H0", "K0", "I40", "I80");
        assertThat(second.heard()).containsExactly("H0", "H0", "K0", "I40", "I80");
    }

    @Test
    void messagesOfOneGatheringGoOutInOneWrite() {
        sink.onTracks(List.of(VIDEO, AUDIO));
        video(0, true);
        QueueSocket socket = new QueueSocket();
        join(socket);
        int before = socket.writes;
        for (int i = 1; i <= 5; i++) {
            video(i, false);
            audio(i);
        }
        pass();
        assertThat(socket.writes - before).isEqualTo(1);
        assertThat(socket.flushes).isEqualTo(socket.writes);
    }

    @Test
    void withoutGatheringEveryMessageIsAWrite() {
        players = players(Duration.ZERO);
        sink = players.open(PUBLIC, 1);
        sink.onTracks(List.of(VIDEO));
        video(0, true);
        QueueSocket socket = new QueueSocket();
        join(socket);
        for (int i = 1; i <= 5; i++) {
            video(i, false);
        }
        run();
        assertThat(socket.writes).isEqualTo(6);
    }

    @Test
    void sixtyFourKibibytesDoNotWait() {
        sink.onTracks(List.of(VIDEO));
        video(0, true);
        QueueSocket socket = new QueueSocket();
        join(socket);
        video(1, false, Slice.wrap(new byte[40_000]));
        run();
        assertThat(socket.writes).isEqualTo(1);
        video(2, false, Slice.wrap(new byte[40_000]));
        run();
        assertThat(socket.writes).isEqualTo(2);
    }

    @Test
    void aSlowPlayerLosesPicturesUpToAKeyFrameAndKeepsDecodeOrder() throws Exception {
        sink.onTracks(List.of(VIDEO, AUDIO));
        video(0, true);
        QueueSocket slow = new QueueSocket();
        QueueSocket quick = new QueueSocket();
        Player player = join(slow);
        join(quick);
        slow.reads = false;
        for (int i = 1; i <= 3; i++) {
            video(i, false, Slice.wrap(new byte[600_000]));
            pass();
        }
        audio(3);
        video(4, false);
        pass();
        slow.drain(Long.MAX_VALUE);
        slow.reads = true;
        video(5, false);
        video(6, true);
        video(7, false);
        pass();
        assertThat(slow.heard()).containsExactly("H0", "H0", "H0", "K0", "I1", "I2", "A3", "K6", "I7");
        assertThat(quick.heard()).hasSize(12).contains("I3", "I4", "I5");
        assertThat(player.skippedMessages()).isEqualTo(3);
        assertThat(player.isStuck(0)).isFalse();
    }

    @Test
    void aPlayerThatReadsNothingCostsAtMostFourMebibytesAndIsStuckInTheEnd() {
        sink.onTracks(List.of(VIDEO, AUDIO));
        QueueSocket socket = new QueueSocket();
        socket.reads = false;
        Player player = join(socket);
        for (int i = 0; i < 400; i++) {
            video(i, i % 10 == 0, Slice.wrap(new byte[100_000]));
            audio(i);
            pass();
        }
        assertThat(socket.queuedBytes()).isBetween(1L << 20, 4L << 20);
        assertThat(player.isStuck(TimeUnit.SECONDS.toNanos(1))).isFalse();
        assertThat(player.isStuck(TimeUnit.SECONDS.toNanos(15))).isFalse();
        assertThat(player.isStuck(TimeUnit.SECONDS.toNanos(17))).isTrue();
    }

    @Test
    void aPlayerThatReadsALittleNowAndThenIsNotStuck() {
        sink.onTracks(List.of(VIDEO));
        video(0, true, Slice.wrap(new byte[500_000]));
        QueueSocket socket = new QueueSocket();
        socket.reads = false;
        Player player = join(socket);
        for (int second = 0; second < 60; second += 10) {
            socket.drain(1);
            assertThat(player.isStuck(TimeUnit.SECONDS.toNanos(second))).isFalse();
        }
    }

    @Test
    void aTakeoverGoesOnWithNewHeadersAndTimeStampsThatDoNotFall() throws Exception {
        sink.onTracks(List.of(VIDEO));
        video(5000, true);
        QueueSocket socket = new QueueSocket();
        join(socket);
        sink.onEnd();
        sink = players.open(PUBLIC, 2);
        sink.onTracks(List.of(VIDEO));
        video(0, true);
        video(40, false);
        pass();
        assertThat(socket.heard()).containsExactly("H5000", "H5000", "K5000", "H5000", "H5000", "K5040", "I5080");
        assertThat(socket.ended).isFalse();
    }

    @Test
    void theEndOfThePublicationIsToldAndThereIsNothingToJoin() {
        sink.onTracks(List.of(VIDEO));
        video(0, true);
        QueueSocket socket = new QueueSocket();
        join(socket);
        sink.onEnd();
        assertThat(players.mayPlay(NAME, Optional.empty(), "192.0.2.1")).isFalse();
        pass();
        assertThat(socket.ended).isTrue();
        assertThat(players.join(NAME, 1, new QueueSocket(), loop, 0)).isEmpty();
    }

    @Test
    void pausedAndUnwantedMediaIsLeftOutAndPicturesReturnAtAKeyFrame() throws Exception {
        sink.onTracks(List.of(VIDEO, AUDIO));
        video(0, true);
        QueueSocket socket = new QueueSocket();
        Player player = join(socket);
        player.receive(MediaKind.AUDIO, false);
        audio(1);
        video(2, false);
        pass();
        player.pause(true);
        video(3, true);
        pass();
        player.pause(false);
        video(4, false);
        video(5, true);
        audio(6);
        pass();
        assertThat(socket.heard()).containsExactly("H0", "H0", "H0", "K0", "I2", "K5");
    }

    @Test
    void aPlayerOnAnotherMessageStreamHasItsOwnNumberInEveryMessage() throws Exception {
        sink.onTracks(List.of(VIDEO));
        video(0, true, Slice.wrap(new byte[70_000]));
        QueueSocket socket = new QueueSocket();
        seat(socket, 3);
        video(40, false);
        pass();
        assertThat(socket.messages())
                .hasSize(4)
                .allMatch(message -> message.streamId() == 3)
                .extracting(message -> message.payload().length())
                .endsWith(70_005, 9);
    }

    @Test
    void tok3APrivateStreamLooksLikeNone() {
        assertThat(players.mayPlay(NAME, Optional.empty(), "192.0.2.1")).isTrue();
        playback = new Playback.Refused(Playback.Why.TOKEN_MISSING);
        assertThat(players.mayPlay(NAME, Optional.empty(), "192.0.2.1")).isFalse();
        playback = new Playback.Granted(Instant.EPOCH);
        assertThat(players.mayPlay(NAME, Optional.empty(), "192.0.2.1")).isTrue();
        assertThat(players.mayPlay(new StreamName("other"), Optional.empty(), "192.0.2.1"))
                .isFalse();
    }

    @Test
    void tok3WhoPlaysMayGoOnBetweenTwoPublicationsButNotWithoutAToken() {
        sink.onEnd();
        assertThat(players.mayPlay(NAME, Optional.empty(), "192.0.2.1")).isFalse();
        assertThat(players.mayWatch(NAME, Optional.empty(), "192.0.2.1")).isTrue();
        playback = new Playback.Refused(Playback.Why.TOKEN_REFUSED);
        assertThat(players.mayWatch(NAME, Optional.empty(), "192.0.2.1")).isFalse();
    }

    @Test
    void playersAreCountedWhileTheySit() {
        RtmpPlayers.Seat seat = seat(new QueueSocket(), 1);
        assertThat(players.players(NAME)).isEqualTo(1);
        seat.leave();
        seat.leave();
        assertThat(players.players(NAME)).isZero();
    }
}
