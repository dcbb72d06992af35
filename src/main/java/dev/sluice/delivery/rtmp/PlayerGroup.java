package dev.sluice.delivery.rtmp;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** The players of one stream on one event loop: handed a batch once, however many they are. */
final class PlayerGroup {
    private final Executor loop;
    private final List<Player> players = new ArrayList<>();

    /** Guarded by the feed; the list belongs to the loop. */
    private int members;

    PlayerGroup(Executor loop) {
        this.loop = loop;
    }

    int members(int change) {
        members += change;
        return members;
    }

    /** On the loop. */
    void add(Player player) {
        players.add(player);
    }

    /** On the loop. */
    void remove(Player player) {
        player.leave();
        players.remove(player);
    }

    /** From any thread; takes one reference of {@code batch} over. */
    void deliver(Batch batch) {
        loop.execute(() -> {
            // By index: a write may fail at once and take its player out of the list.
            for (int i = players.size() - 1; i >= 0; i--) {
                if (i < players.size()) {
                    players.get(i).offer(batch);
                }
            }
            batch.release();
        });
    }

    /** From any thread. */
    void end() {
        loop.execute(() -> List.copyOf(players).forEach(Player::end));
    }
}
