package dev.sluice.delivery.http;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Holds requests until what they ask for is there. The thread of a publication only looks at what the groups wait for
 * and wakes event loops; each loop answers its own requests, some at a time, so that others get their turn.
 */
public final class WaitingRoom {
    /** What becomes of somebody who wants to wait. */
    enum Outcome {
        HELD,
        /** It is there by now, or can come no more: look again. */
        SETTLED,
        STREAM_IS_FULL,
        ADDRESS_IS_FULL
    }

    /** Those who wait for one presentation; guarded by the map that it is in. */
    private static final class Desk {
        private final Map<Awaited, Set<Waiter>> groups = new LinkedHashMap<>();
        private int count;
    }

    private static final int ANSWERS_AT_A_TIME = 128;

    private final WaitingLimits limits;
    private final ConcurrentHashMap<Place, Desk> desks = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Integer> addresses = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();

    /** Nobody waits yet. */
    public WaitingRoom(WaitingLimits limits) {
        this.limits = limits;
    }

    /** How many requests are held now. */
    public int waiting() {
        return waiting.get();
    }

    /** Holds a request unless {@code now} says that there is nothing to wait for. */
    Outcome hold(Waiter waiter, Supplier<Optional<ShelvedPresentation>> now) {
        if (addresses.merge(waiter.address(), 1, Integer::sum) > limits.perAddress()) {
            forgetAddress(waiter);
            return Outcome.ADDRESS_IS_FULL;
        }
        Outcome[] outcome = {Outcome.HELD};
        desks.compute(waiter.place(), (place, before) -> {
            Desk desk = before == null ? new Desk() : before;
            // Here and not earlier: who changes the shelf wakes this desk afterwards, in this same lock.
            if (now.get().filter(waiter.awaited()::isSettled).isPresent()) {
                outcome[0] = Outcome.SETTLED;
            } else if (desk.count >= limits.perStream()) {
                outcome[0] = Outcome.STREAM_IS_FULL;
            } else {
                desk.count++;
                desk.groups
                        .computeIfAbsent(waiter.awaited(), group -> new LinkedHashSet<>())
                        .add(waiter);
            }
            return desk.count == 0 ? null : desk;
        });
        if (outcome[0] == Outcome.HELD) {
            waiting.incrementAndGet();
        } else {
            forgetAddress(waiter);
        }
        return outcome[0];
    }

    /** The client has gone away; nothing if the request was answered. */
    void leave(Waiter waiter) {
        List<Waiter> left = take(waiter.place(), groups -> {
            Set<Waiter> group = groups.get(waiter.awaited());
            boolean waited = group != null && group.remove(waiter);
            return waited ? List.of(waiter) : List.of();
        });
        forget(left);
    }

    /** There is a new version of a presentation. */
    void changed(Place place, ShelvedPresentation now) {
        List<Waiter> woken = takeAll(place, awaited -> awaited.isSettled(now));
        release(woken, waiter -> waiter.answer().settled(Optional.of(now)));
    }

    /** A presentation is no longer available. */
    void gone(Place place) {
        List<Waiter> woken = takeAll(place, awaited -> !(awaited instanceof Awaited.Beginning));
        release(woken, waiter -> waiter.answer().settled(Optional.empty()));
    }

    /** Gives up all; for the end of the process, which must not wait for them. */
    public void clear() {
        for (Place place : desks.keySet()) {
            release(takeAll(place, awaited -> true), waiter -> waiter.answer().late());
        }
    }

    /** Gives up those who waited too long; call a few times a second. */
    public void sweep(long nowNanos) {
        for (Place place : desks.keySet()) {
            List<Waiter> late = take(place, groups -> {
                List<Waiter> over = new ArrayList<>();
                groups.values().forEach(group -> takeLate(group, nowNanos, over));
                return over;
            });
            release(late, waiter -> waiter.answer().late());
        }
    }

    /** Who waits for the same waits equally long: the first that is not late ends the search. */
    private static void takeLate(Set<Waiter> group, long nowNanos, List<Waiter> late) {
        Iterator<Waiter> oldest = group.iterator();
        while (oldest.hasNext()) {
            Waiter waiter = oldest.next();
            if (nowNanos - waiter.deadlineNanos() < 0) {
                return;
            }
            oldest.remove();
            late.add(waiter);
        }
    }

    private List<Waiter> takeAll(Place place, Predicate<Awaited> chosen) {
        return take(place, groups -> {
            List<Waiter> all = new ArrayList<>();
            groups.forEach((awaited, group) -> {
                if (chosen.test(awaited)) {
                    all.addAll(group);
                    group.clear();
                }
            });
            return all;
        });
    }

    private interface Taking {
        List<Waiter> from(Map<Awaited, Set<Waiter>> groups);
    }

    private List<Waiter> take(Place place, Taking taking) {
        List<Waiter> taken = new ArrayList<>();
        desks.computeIfPresent(place, (same, desk) -> {
            taken.addAll(taking.from(desk.groups));
            desk.count -= taken.size();
            desk.groups.values().removeIf(Set::isEmpty);
            return desk.count == 0 ? null : desk;
        });
        return taken;
    }

    private void release(List<Waiter> taken, Consumer<Waiter> answer) {
        forget(taken);
        Map<Thread, List<Waiter>> byLoop = new HashMap<>();
        taken.forEach(waiter ->
                byLoop.computeIfAbsent(waiter.loop(), loop -> new ArrayList<>()).add(waiter));
        byLoop.values().forEach(waiters -> answerOnLoop(waiters, 0, answer));
    }

    private static void answerOnLoop(List<Waiter> waiters, int from, Consumer<Waiter> answer) {
        int until = Math.min(waiters.size(), from + ANSWERS_AT_A_TIME);
        waiters.get(from).context().runOnContext(turn -> {
            waiters.subList(from, until).forEach(answer);
            if (until < waiters.size()) {
                answerOnLoop(waiters, until, answer);
            }
        });
    }

    private void forget(Collection<Waiter> taken) {
        waiting.addAndGet(-taken.size());
        taken.forEach(this::forgetAddress);
    }

    private void forgetAddress(Waiter waiter) {
        addresses.computeIfPresent(waiter.address(), (address, count) -> count == 1 ? null : count - 1);
    }
}
