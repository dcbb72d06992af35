package dev.sluice.delivery.http;

import dev.sluice.bytes.Slice;
import dev.sluice.hls.HlsResource;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The playlists of recordings, read from the volume; the newest answers are kept for a moment, because all viewers of a
 * recording ask for the same. Any thread.
 */
final class RecordedPlaylists {
    private static final int ANSWERS = 32;
    private static final long FRESH_NANOS = 10_000_000_000L;

    private record Kept(PlaylistAnswer answer, long sinceNanos) {}

    private final VolumeReader volume;
    private final Map<String, Kept> kept = new LinkedHashMap<>(ANSWERS, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
            return size() > ANSWERS;
        }
    };

    RecordedPlaylists(VolumeReader volume) {
        this.volume = volume;
    }

    static boolean has(HlsResource resource) {
        return resource instanceof HlsResource.Recording || resource instanceof HlsResource.RecordingPlaylist;
    }

    /** Empty when there is no such recording, or no more; fails when the volume does not answer. */
    Future<Optional<PlaylistAnswer>> find(HlsResource recording) {
        String path = recording.path();
        long now = System.nanoTime();
        synchronized (kept) {
            Kept known = kept.get(path);
            if (known != null && now - known.sinceNanos() < FRESH_NANOS) {
                return Future.succeededFuture(Optional.of(known.answer()));
            }
        }
        return volume.read(path).map(found -> {
            Optional<PlaylistAnswer> answer =
                    found.map(text -> PlaylistAnswer.of(Slice.wrap(text.getBytes()), 0, Instant.now()));
            synchronized (kept) {
                kept.remove(path);
                answer.ifPresent(fresh -> kept.put(path, new Kept(fresh, now)));
            }
            return answer;
        });
    }
}
