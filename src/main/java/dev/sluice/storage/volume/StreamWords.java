package dev.sluice.storage.volume;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** One word about each stream for later processes, written behind the caller's back. Any thread. */
public final class StreamWords {
    private final StateFiles files;
    private final FileTasks tasks;
    private final VolumeState state;
    private final Map<String, String> kept = new ConcurrentHashMap<>();

    /** Runs file calls on a thread that may wait for them. */
    interface FileTasks {
        <T> CompletableFuture<T> run(Callable<T> task);
    }

    StreamWords(StateFiles files, FileTasks tasks, VolumeState state) {
        this.files = files;
        this.tasks = tasks;
        this.state = state;
    }

    /** The words of {@link #keep}, by stream; fails when they cannot be read. */
    public CompletableFuture<Map<String, String>> read() {
        return tasks.run(files::read).thenApply(found -> {
            found.forEach(kept::putIfAbsent);
            return found;
        });
    }

    /** Remembers one word about a stream; the newest counts. */
    public void keep(String stream, String word) {
        if (word.equals(kept.put(stream, word))) {
            return;
        }
        var unused = tasks.run(() -> {
                    // Whichever thread comes last writes what was kept last.
                    files.write(stream, kept.getOrDefault(stream, word));
                    return word;
                })
                .whenComplete((done, fault) -> {
                    if (fault instanceof Exception failed) {
                        kept.remove(stream, word);
                        state.bad("keep .state/" + stream, failed);
                    }
                });
    }

    /** The same for a stream of which something is remembered already. */
    public void keepChanged(String stream, String word) {
        if (kept.containsKey(stream)) {
            keep(stream, word);
        }
    }
}
