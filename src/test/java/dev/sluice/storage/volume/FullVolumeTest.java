package dev.sluice.storage.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.bytes.Slice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** VOL-1, on a file system of two megabytes; skipped where none may be mounted. */
class FullVolumeTest {
    @TempDir
    private Path root;

    private static Slice bytes(int kibibytes) {
        return Slice.wrap(new byte[kibibytes << 10]);
    }

    private static Slice playlist(long last) {
        return Slice.utf8("#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:" + (last - 1) + "\n#EXTINF:2.000000,\n7/v0-" + (last - 1)
                + ".m4s\n#EXTINF:2.000000,\n7/v0-" + last + ".m4s\n");
    }

    @Test
    void recordingsMakeRoomThenTheWriterSaysThatThereIsNoneAndNothingMissingIsListed() throws Exception {
        try (Tmpfs mounted = Tmpfs.mount(root, 2)) {
            assertThat(mounted.root()).isEmptyDirectory();
            recordingsMakeRoom();
        }
    }

    private void recordingsMakeRoom() throws IOException {
        Files.createDirectories(root.resolve("old/1"));
        Files.write(root.resolve("old/1/v0-1.m4s"), new byte[1 << 20]);
        Files.writeString(root.resolve("old/vod-1-v0.m3u8"), "#EXTM3U\n1/v0-1.m4s\n");
        Files.writeString(root.resolve("old/vod-1.m3u8"), "#EXTM3U\nvod-1-v0.m3u8\n");
        try (VolumeStorage storage = new VolumeStorage(VolumeSettings.of(root))) {
            storage.store("demo/7/v0-1.m4s", bytes(600));
            storage.store("demo/7/v0-2.m4s", bytes(600));
            storage.replace("demo/v0.m3u8", playlist(2));
            await().until(() -> storage.counters().queuedBytes() == 0);
            assertThat(Files.readString(root.resolve("demo/v0.m3u8")))
                    .isEqualTo(playlist(2).toUtf8());
            assertThat(root.resolve("old")).doesNotExist();
            assertThat(storage.isFull()).isFalse();
            assertThat(storage.counters().segmentsLost()).isZero();

            storage.store("demo/7/v0-3.m4s", bytes(700));
            storage.store("demo/7/v0-4.m4s", bytes(900));
            storage.replace("demo/v0.m3u8", playlist(4));
            await().until(() -> storage.counters().queuedBytes() == 0);
            assertThat(storage.isFull()).isTrue();
            assertThat(storage.counters().segmentsLost()).isPositive();
            assertThat(storage.counters().failures("store", "enospc")).isPositive();
            for (String row :
                    Files.readString(root.resolve("demo/v0.m3u8")).lines().toList()) {
                assertThat(row.startsWith("#") || Files.size(root.resolve("demo/" + row)) >= 600 << 10)
                        .as(row)
                        .isTrue();
            }

            storage.delete("demo/7/v0-1.m4s");
            storage.delete("demo/7/v0-2.m4s");
            storage.delete("demo/7/v0-3.m4s");
            storage.store("demo/7/v0-5.m4s", bytes(600));
            storage.store("demo/7/v0-6.m4s", bytes(600));
            storage.replace("demo/v0.m3u8", playlist(6));
            await().atMost(Duration.ofSeconds(5)).until(() -> storage.counters().queuedBytes() == 0);
        }
        assertThat(Files.readString(root.resolve("demo/v0.m3u8")))
                .isEqualTo(playlist(6).toUtf8());
    }
}
