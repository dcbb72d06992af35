package dev.sluice.storage.volume;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the janitor leaves and takes of CMAF trees and recordings. */
class RecordingsTest {
    @TempDir
    private Path root;

    private final VolumeCounters counters = new VolumeCounters(System::nanoTime);

    private void plant(String path, String content, Duration age) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }

    /** Two segments of a thousand bytes and what decoders need before them. */
    private void recording(long epoch, Duration age) throws IOException {
        String list = "#EXTM3U\n#EXT-X-MAP:URI=\"" + epoch + "/v0-init-0.mp4\"\n" + epoch + "/v0-1.m4s\n" + epoch
                + "/v0-2.m4s\n../../etc/passwd\n";
        plant("demo/vod-" + epoch + ".m3u8", "#EXTM3U\nvod-" + epoch + "-v0.m3u8\n", age);
        plant("demo/vod-" + epoch + "-v0.m3u8", list, age);
        plant("demo/" + epoch + "/v0-init-0.mp4", "x".repeat(100), age);
        plant("demo/" + epoch + "/v0-1.m4s", "x".repeat(1_000), age);
        plant("demo/" + epoch + "/v0-2.m4s", "x".repeat(1_000), age);
    }

    private Recordings recordings(Duration longest, long bytes) {
        return new Recordings(new VolumeTree(root), longest, bytes, counters);
    }

    private List<String> tree() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .map(path -> root.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void theOldestGoWhenTheyAreTooManyBytes() throws IOException {
        recording(3, Duration.ofHours(1));
        recording(1, Duration.ofHours(3));
        recording(2, Duration.ofHours(2));
        recordings(Duration.ofDays(1), 4_300).retain(Instant.now());
        assertThat(tree()).noneMatch(path -> path.contains("1/") || path.contains("vod-1"));
        assertThat(tree()).hasSize(10).contains("demo/vod-2.m3u8", "demo/vod-3-v0.m3u8", "demo/2/v0-2.m4s");
        assertThat(counters.recordingsRemoved()).isEqualTo(1);
        assertThat(recordings(Duration.ofDays(1), 0).removeOldest()).isTrue();
        assertThat(tree()).hasSize(5).contains("demo/vod-3.m3u8");
    }

    @Test
    void oldOnesGoWithTheirFilesButNotWithThoseOfOthers() throws IOException {
        recording(1, Duration.ofHours(3));
        plant("demo/v0.m3u8", "#EXTM3U\n1/v0-2.m4s\n", Duration.ZERO);
        plant("demo/1/notes.txt", "keep", Duration.ofDays(9));
        recordings(Duration.ofHours(2), Long.MAX_VALUE).retain(Instant.now());
        assertThat(tree()).containsExactly("demo/1/notes.txt", "demo/1/v0-2.m4s", "demo/v0.m3u8");
    }

    @Test
    void theSweepLeavesWhatAnyPlaylistNames() throws IOException {
        Duration old = Duration.ofHours(1);
        recording(5, old);
        plant("demo.m3u8", "#EXTM3U\ndemo/v0.m3u8\n", old);
        plant("demo/v0.m3u8", "#EXTM3U\n#EXT-X-MAP:URI=\"6/v0-init-0.mp4\"\n6/v0-8.m4s\n", Duration.ZERO);
        plant("demo/a0.m3u8", "#EXTM3U\n#EXT-X-MAP:URI=\"6/a0-init-0.mp4\"\n6/a0-8.m4s\n", Duration.ZERO);
        List<String> named = List.of("6/v0-init-0.mp4", "6/v0-8.m4s", "6/a0-init-0.mp4", "6/a0-8.m4s");
        List<String> orphans = List.of("6/v0-7.m4s", "6/a0-init-1.mp4", "6/poster-3.mp4", "4/9.ts", ".6/vod-4-v0.m3u8");
        for (String name : Stream.concat(named.stream(), orphans.stream()).toList()) {
            plant("demo/" + name, "x", old);
        }
        plant("gone.m3u8", "#EXTM3U\n", old);
        plant("gone/v0.m3u8", "#EXTM3U\n1/v0-1.m4s\n", old);
        plant("gone/1/v0-1.m4s", "x", old);
        plant("busy.m3u8", "#EXTM3U\n", old);
        plant("busy/v0.m3u8", "#EXTM3U\n1/v0-1.m4s\n", old);
        plant("busy/1/v0-1.m4s", "x", old);
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.filter(Files::isDirectory)
                    .sorted(Collections.reverseOrder())
                    .toList()) {
                Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(old)));
            }
        }
        Recordings kept = recordings(Duration.ofDays(1), Long.MAX_VALUE);
        new Sweep(new VolumeTree(root), Duration.ofMinutes(10), kept, "busy"::equals, counters).run();
        assertThat(tree())
                .contains("busy.m3u8", "busy/v0.m3u8", "busy/1/v0-1.m4s", "demo.m3u8", "demo/vod-5.m3u8")
                .contains("demo/5/v0-1.m4s", "demo/5/v0-init-0.mp4")
                .noneMatch(path -> path.startsWith("gone"));
        assertThat(named).allMatch(name -> Files.exists(root.resolve("demo/" + name)));
        assertThat(orphans).noneMatch(name -> Files.exists(root.resolve("demo/" + name)));
    }
}
