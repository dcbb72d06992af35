package dev.sluice.storage.volume;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where the volume is and what may wait for it.
 *
 * @param root the HLS tree
 * @param threads file calls at the same time, 1…64
 * @param streamQueueBytes what may wait per stream
 * @param queueBytes what may wait in all
 * @param retention how long files that nobody lists, and playlists that nobody renews, are left alone by the sweep;
 *     longer than the resume window and the availability of segments together
 * @param recordingAge how long recordings are kept
 * @param recordingBytes what all recordings together may take; the oldest go first
 */
public record VolumeSettings(
        Path root,
        int threads,
        long streamQueueBytes,
        long queueBytes,
        Duration retention,
        Duration recordingAge,
        long recordingBytes) {
    public VolumeSettings {
        if (threads < 1 || threads > 64) {
            throw new IllegalArgumentException("threads must be 1…64, is " + threads);
        }
        if (streamQueueBytes < 1 || queueBytes < streamQueueBytes) {
            throw new IllegalArgumentException("queueBytes must be streamQueueBytes at least, which must be positive");
        }
        if (retention.compareTo(Duration.ofSeconds(10)) < 0) {
            throw new IllegalArgumentException("retention must be 10 s at least, is " + retention);
        }
    }

    /** The same with room for what stays listed for {@code window} and as long available after it. */
    public VolumeSettings keeping(Duration window, Duration longestRecording, long mostRecordingBytes) {
        return new VolumeSettings(
                root,
                threads,
                streamQueueBytes,
                queueBytes,
                retention.plus(window.multipliedBy(2)),
                longestRecording,
                mostRecordingBytes);
    }

    /** Eight threads, 8 MiB a stream, 64 MiB in all, ten minutes of retention. */
    public static VolumeSettings of(Path root) {
        return new VolumeSettings(
                root, 8, 8 << 20, 64 << 20, Duration.ofMinutes(10), Duration.ofDays(30), Long.MAX_VALUE);
    }
}
