package dev.sluice.delivery.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.hls.Format;
import dev.sluice.hls.Rendition;
import dev.sluice.hls.TestPresentation;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WaitingRoomTest {
    private static final Place PLACE = new Place("demo", Format.CMAF);
    private static final int THOUSANDS = 5_000;

    private final Vertx vertx = Vertx.vertx();
    private final WaitingRoom room = new WaitingRoom(new WaitingLimits(THOUSANDS, THOUSANDS - 1));
    private final LiveShelf shelf = new LiveShelf(room);
    private final AtomicInteger settled = new AtomicInteger();
    private final AtomicInteger late = new AtomicInteger();
    private final Set<PlaylistAnswer> answers = ConcurrentHashMap.newKeySet();
    private final Set<Thread> strangers = ConcurrentHashMap.newKeySet();
    private TestPresentation stream;
    private List<Loop> loops;

    private record Loop(Context context, Thread thread) {}

    @BeforeEach
    void begin() {
        stream = new TestPresentation(Format.CMAF, shelf).run(Duration.ofMillis(4_440));
        loops = IntStream.range(0, 3).mapToObj(i -> loop()).toList();
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void thousandsCostOneRenderingAPartAndAreAnsweredOnTheirOwnLoops() {
        for (int round = 2; round < 5; round++) {
            for (int i = 0; i < THOUSANDS; i++) {
                assertThat(hold(waiter(part(round), i))).isEqualTo(WaitingRoom.Outcome.HELD);
            }
            assertThat(room.waiting()).isEqualTo(THOUSANDS);
            stream.run(Duration.ofMillis(200));
            int all = (round - 1) * THOUSANDS;
            await().pollInterval(1, TimeUnit.MILLISECONDS).until(() -> settled.get() == all);
            assertThat(room.waiting()).isZero();
            assertThat(answers).hasSize(round - 1);
            assertThat(shelf.renderings()).isEqualTo(round - 1);
        }
        assertThat(strangers).isEmpty();
        assertThat(late).hasValue(0);
    }

    @Test
    void whoComesTooLateToWaitIsTold() {
        assertThat(hold(waiter(part(1), 0))).isEqualTo(WaitingRoom.Outcome.SETTLED);
        assertThat(room.waiting()).isZero();
    }

    @Test
    void aFullStreamTakesNobodyUntilSomebodyLeaves() {
        List<Waiter> held = new ArrayList<>();
        for (int i = 0; i < THOUSANDS; i++) {
            held.add(waiter(part(2), i));
            hold(held.get(i));
        }
        Waiter another = waiter(part(2), 0);
        assertThat(hold(another)).isEqualTo(WaitingRoom.Outcome.STREAM_IS_FULL);
        room.leave(another);
        assertThat(room.waiting()).isEqualTo(THOUSANDS);
        room.leave(held.get(7));
        room.leave(held.get(7));
        assertThat(room.waiting()).isEqualTo(THOUSANDS - 1);
        assertThat(hold(another)).isEqualTo(WaitingRoom.Outcome.HELD);
    }

    @Test
    void anAddressHasAShareOnly() {
        for (int i = 0; i < THOUSANDS - 1; i++) {
            hold(waiter(part(2), 2 * i));
        }
        assertThat(hold(waiter(part(2), 2))).isEqualTo(WaitingRoom.Outcome.ADDRESS_IS_FULL);
        assertThat(hold(waiter(part(2), 1))).isEqualTo(WaitingRoom.Outcome.HELD);
        stream.run(Duration.ofMillis(200));
        await().pollInterval(1, TimeUnit.MILLISECONDS).until(() -> settled.get() == THOUSANDS);
        assertThat(hold(waiter(part(3), 2))).isEqualTo(WaitingRoom.Outcome.HELD);
    }

    @Test
    void eachIsGivenUpAtItsOwnTime() {
        hold(waiter(part(2), 0));
        hold(new Waiter(PLACE, part(3), loops.get(0).context(), loops.get(0).thread(), "a", 20, answer(loops.get(0))));
        room.sweep(9);
        assertThat(room.waiting()).isEqualTo(2);
        room.sweep(10);
        await().pollInterval(1, TimeUnit.MILLISECONDS).until(() -> late.get() == 1);
        assertThat(room.waiting()).isEqualTo(1);
        room.sweep(20);
        await().pollInterval(1, TimeUnit.MILLISECONDS).until(() -> late.get() == 2);
        assertThat(settled).hasValue(0);
    }

    @Test
    void whoWaitsForABeginningSurvivesTheEndOfWhatWasBefore() {
        hold(waiter(part(2), 0));
        stream.end();
        await().pollInterval(1, TimeUnit.MILLISECONDS).until(() -> settled.get() == 1);
        assertThat(hold(waiter(new Awaited.Beginning(), 0))).isEqualTo(WaitingRoom.Outcome.HELD);
        stream.pass(Duration.ofMinutes(2));
        assertThat(shelf.find(PLACE)).isEmpty();
        assertThat(room.waiting()).isEqualTo(1);
        stream.comeBack(8);
        stream.run(Duration.ofMillis(480));
        await().pollInterval(1, TimeUnit.MILLISECONDS).until(() -> settled.get() == 2);
    }

    @Test
    void atTheEndOfTheProcessNobodyWaits() {
        hold(waiter(part(2), 0));
        hold(waiter(new Awaited.Beginning(), 1));
        room.clear();
        await().until(() -> late.get() == 1);
        assertThat(room.waiting()).isZero();
    }

    private WaitingRoom.Outcome hold(Waiter waiter) {
        return room.hold(waiter, () -> shelf.find(PLACE));
    }

    private static Awaited part(int part) {
        return new Awaited.Version(
                new Rendition(Rendition.Kind.VIDEO, 0),
                Directives.parse("_HLS_msn=46&_HLS_part=" + part).orElseThrow());
    }

    private Waiter waiter(Awaited awaited, int number) {
        Loop loop = loops.get(number % loops.size());
        String address = number % 2 == 0 ? "192.0.2.1" : "192.0.2.2";
        return new Waiter(PLACE, awaited, loop.context(), loop.thread(), address, 10, answer(loop));
    }

    private Waiter.Answer answer(Loop loop) {
        return new Waiter.Answer() {
            @Override
            public void settled(Optional<ShelvedPresentation> now) {
                now.flatMap(shown -> shown.rendition(new Rendition(Rendition.Kind.VIDEO, 0)))
                        .ifPresent(list -> answers.add(list.full()));
                note(loop);
                settled.incrementAndGet();
            }

            @Override
            public void late() {
                note(loop);
                late.incrementAndGet();
            }
        };
    }

    private void note(Loop loop) {
        if (Thread.currentThread() != loop.thread()) {
            strangers.add(Thread.currentThread());
        }
    }

    private Loop loop() {
        Context context = ((VertxInternal) vertx).createEventLoopContext();
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        context.runOnContext(run -> thread.complete(Thread.currentThread()));
        return new Loop(context, thread.join());
    }
}
