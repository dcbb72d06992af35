package dev.sluice.delivery.http;

import dev.sluice.bytes.Slice;
import dev.sluice.hls.HlsResource;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
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
    private static final int LARGEST = 16 << 20;

    /** A recording never changes, but it goes one day. */
    private static final int AGE_SECONDS = 60;

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

    void serve(Exchange exchange, HlsResource recording) {
        ResponseKind kind =
                recording instanceof HlsResource.Recording ? ResponseKind.MULTIVARIANT : ResponseKind.PLAYLIST;
        find(recording.path()).onComplete(read -> {
            if (read.failed()) {
                exchange.fail(kind, 503, "The volume does not answer; try again.");
            } else if (read.result().isEmpty()) {
                exchange.notFound(kind, "There is no such recording.");
            } else {
                PlaylistResponse.send(exchange, read.result().get(), AGE_SECONDS, kind);
            }
        });
    }

    private Future<Optional<PlaylistAnswer>> find(String path) {
        long now = System.nanoTime();
        synchronized (kept) {
            Kept known = kept.get(path);
            if (known != null && now - known.sinceNanos() < FRESH_NANOS) {
                return Future.succeededFuture(Optional.of(known.answer()));
            }
        }
        return read(path).map(found -> {
            Optional<PlaylistAnswer> answer =
                    found.map(text -> PlaylistAnswer.of(Slice.wrap(text.getBytes()), 0, Instant.now()));
            synchronized (kept) {
                kept.remove(path);
                answer.ifPresent(fresh -> kept.put(path, new Kept(fresh, now)));
            }
            return answer;
        });
    }

    private Future<Optional<Buffer>> read(String path) {
        return volume.open(path).compose(opened -> {
            if (opened.isEmpty()) {
                return Future.succeededFuture(Optional.empty());
            }
            VolumeFile file = opened.get();
            if (file.size() > LARGEST) {
                file.close();
                return Future.failedFuture(path + " is too large for a playlist");
            }
            return file.read(0, (int) file.size()).map(Optional::of).onComplete(done -> file.close());
        });
    }
}
