package dev.sluice.storage.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.bytes.Slice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VolumeStorageTest {
    @TempDir
    private Path directory;

    private Path root;
    private VolumeStorage storage;

    @BeforeEach
    void open() throws IOException {
        root = Files.createDirectory(directory.resolve("hls"));
        storage = new VolumeStorage(VolumeSettings.of(root));
    }

    @AfterEach
    void close() {
        storage.close();
    }

    private static Slice bytes(int length, int value) {
        byte[] array = new byte[length];
        java.util.Arrays.fill(array, (byte) value);
        return Slice.wrap(array);
    }

    private static Slice playlist(long first, long... sequences) {
        StringBuilder text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:2\n");
        text.append("#EXT-X-MEDIA-SEQUENCE:").append(first).append("\n#EXT-X-DISCONTINUITY-SEQUENCE:0\n");
        for (long sequence : sequences) {
            text.append("#EXT-X-PROGRAM-DATE-TIME:2026-01-02T03:04:05.678Z\n#EXTINF:2.000000,\n7/")
                    .append(sequence)
                    .append(".ts\n");
        }
        return Slice.utf8(text.toString());
    }

    private List<String> tree() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(path -> !path.equals(root))
                    .map(path -> root.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }

    private void drained() {
        await().pollInterval(Duration.ofMillis(5))
                .until(() -> storage.counters().queuedBytes() == 0);
        storage.close();
    }

    @Test
    void filesLandUnderTheirNamesAndStagingStaysEmpty() throws IOException {
        storage.store("demo/7/1.ts", bytes(1_000, 1));
        storage.replace("demo/ts.m3u8", playlist(1, 1));
        storage.replace("demo.m3u8", Slice.utf8("#EXTM3U\n"));
        drained();
        assertThat(tree()).containsExactly("demo", "demo.m3u8", "demo/.7", "demo/7", "demo/7/1.ts", "demo/ts.m3u8");
        assertThat(Files.readAllBytes(root.resolve("demo/7/1.ts")))
                .hasSize(1_000)
                .containsOnly(1);
        assertThat(Files.readString(root.resolve("demo/ts.m3u8")))
                .isEqualTo(playlist(1, 1).toUtf8());
        assertThat(storage.writable()).isTrue();
        assertThat(storage.counters().writes()).isEqualTo(3);
    }

    @Test
    void aNewEpochRemovesTheStagingOfTheOneBeforeAndDeletionLeavesNothing() throws IOException {
        storage.store("demo/7/1.ts", bytes(10, 1));
        storage.store("demo/8/2.ts", bytes(10, 1));
        storage.replace("demo/ts.m3u8", playlist(1, 2));
        storage.delete("demo/7/1.ts");
        storage.delete("demo/7/99.ts");
        drained();
        assertThat(tree()).containsExactly("demo", "demo/.8", "demo/8", "demo/8/2.ts", "demo/ts.m3u8");
        VolumeStorage next = new VolumeStorage(VolumeSettings.of(root));
        next.delete("demo/ts.m3u8");
        next.delete("demo/8/2.ts");
        next.close();
        assertThat(tree()).isEmpty();
        assertThat(storage.counters().filesExpired()).isEqualTo(1);
    }

    @Test
    void aReaderNeverSeesAPartialFileNorAListedSegmentThatIsNotThere() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        List<String> wrong = Collections.synchronizedList(new ArrayList<>());
        Thread reader = new Thread(() -> {
            while (!done.get()) {
                read(wrong);
            }
        });
        reader.start();
        for (int i = 0; i < 150; i++) {
            storage.store("demo/7/" + i + ".ts", bytes(200_000, i));
            storage.replace("demo/ts.m3u8", playlist(i, i));
            int slow = i;
            await().pollInterval(Duration.ofMillis(1))
                    .until(() -> storage.counters().queuedBytes() < 4_000_000 || slow == 0);
        }
        drained();
        done.set(true);
        reader.join();
        assertThat(wrong).isEmpty();
        assertThat(storage.counters().segmentsLost()).isZero();
    }

    private void read(List<String> wrong) {
        try {
            String list = Files.readString(root.resolve("demo/ts.m3u8"));
            String uri = list.lines().reduce("", (before, row) -> row);
            byte[] segment = Files.readAllBytes(root.resolve("demo/" + uri));
            if (segment.length != 200_000 || !list.endsWith(".ts\n")) {
                wrong.add(uri + " has " + segment.length);
            }
        } catch (NoSuchFileException e) {
            if (!e.getMessage().endsWith("ts.m3u8")) {
                wrong.add(e.getMessage());
            }
        } catch (IOException e) {
            wrong.add(e.toString());
        }
    }

    @Test
    void whatDoesNotFitIsDroppedOldestFirstAndNeverListed() {
        VolumeCounters counters = new VolumeCounters(System::nanoTime);
        StreamLane lane = new StreamLane("demo", counters);
        VolumeSettings small =
                new VolumeSettings(root, 1, 3_000, 10_000, Duration.ofMinutes(1), Duration.ofDays(1), Long.MAX_VALUE);
        assertThat(lane.offer(new Operation.Store("demo/7/1.ts", bytes(1_000, 1)), small))
                .isTrue();
        for (long i = 2; i <= 5; i++) {
            assertThat(lane.offer(new Operation.Store("demo/7/" + i + ".ts", bytes(1_000, 1)), small))
                    .isFalse();
        }
        assertThat(counters.segmentsLost()).isEqualTo(2);
        assertThat(counters.queuedBytes()).isEqualTo(3_000);
        assertThat(lane.next()).map(Operation::path).contains("demo/7/3.ts");
        assertThat(lane.listable(playlist(1, 1, 2, 3, 4))).contains(playlist(3, 3, 4));
        assertThat(lane.listable(playlist(1, 1, 2))).isEmpty();
        lane.done(new Operation.Delete("demo/7/1.ts"));
        lane.done(new Operation.Delete("demo/7/2.ts"));
        assertThat(lane.listable(playlist(1, 1, 2))).contains(playlist(1, 1, 2));
    }

    @Test
    void oneSegmentMayAlwaysWaitButNotOverTheLimitOfAll() {
        VolumeCounters counters = new VolumeCounters(System::nanoTime);
        StreamLane lane = new StreamLane("demo", counters);
        VolumeSettings small =
                new VolumeSettings(root, 1, 3_000, 10_000, Duration.ofMinutes(1), Duration.ofDays(1), Long.MAX_VALUE);
        lane.offer(new Operation.Store("demo/7/1.ts", bytes(9_000, 1)), small);
        assertThat(counters.segmentsLost()).isZero();
        lane.offer(new Operation.Store("demo/7/2.ts", bytes(11_000, 1)), small);
        assertThat(counters.segmentsLost()).isEqualTo(2);
        assertThat(counters.queuedBytes()).isZero();
    }

    @Test
    void anOlderPlaylistThatWaitsMakesWayForItsSuccessor() {
        StreamLane lane = new StreamLane("demo", new VolumeCounters(System::nanoTime));
        VolumeSettings settings = VolumeSettings.of(root);
        lane.offer(new Operation.Replace("demo/ts.m3u8", playlist(1, 1)), settings);
        lane.offer(new Operation.Store("demo/7/2.ts", bytes(10, 1)), settings);
        lane.offer(new Operation.Replace("demo/ts.m3u8", playlist(1, 1, 2)), settings);
        assertThat(lane.next()).containsInstanceOf(Operation.Store.class);
        assertThat(lane.next()).contains(new Operation.Replace("demo/ts.m3u8", playlist(1, 1, 2)));
        assertThat(lane.next()).isEmpty();
    }

    @Test
    void aVolumeThatCannotBeWrittenIsReportedAndOvercome() throws IOException {
        Path blocked = directory.resolve("blocked");
        Files.createFile(blocked);
        VolumeStorage broken = new VolumeStorage(VolumeSettings.of(blocked.resolve("hls")));
        broken.start();
        await().until(() -> !broken.problem().contains("not tried"));
        assertThat(broken.writable()).isFalse();
        assertThat(broken.problem())
                .contains(blocked.toString(), "uid ", "Not a directory")
                .doesNotContain("\n");
        broken.store("demo/7/1.ts", bytes(10, 1));
        broken.replace("demo/ts.m3u8", playlist(1, 1));
        await().until(() -> broken.counters().failures("store", "other") == 1);
        Files.delete(blocked);
        broken.store("demo/7/2.ts", bytes(10, 1));
        broken.replace("demo/ts.m3u8", playlist(1, 1, 2));
        broken.close();
        assertThat(broken.writable()).isTrue();
        assertThat(Files.readString(blocked.resolve("hls/demo/ts.m3u8")))
                .isEqualTo(playlist(2, 2).toUtf8());
    }

    @Test
    void noLinkIsFollowed() throws IOException {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Path victim = Files.writeString(elsewhere.resolve("1.ts"), "keep");
        Files.createDirectory(root.resolve("demo"));
        Files.createSymbolicLink(root.resolve("demo/7"), elsewhere);
        storage.delete("demo/7/1.ts");
        storage.store("demo/7/1.ts", bytes(10, 1));
        drained();
        assertThat(victim).hasContent("keep");
        assertThat(storage.counters().segmentsLost()).isEqualTo(1);
    }

    @Test
    void faultsAreNamedByKind() {
        assertThat(FaultKind.of(new java.nio.file.FileSystemException("a", null, "No space left on device")))
                .isEqualTo(FaultKind.ENOSPC);
        assertThat(FaultKind.of(new IOException("Stale file handle"))).isEqualTo(FaultKind.ESTALE);
        assertThat(FaultKind.of(new java.nio.file.FileSystemException("a", null, "Read-only file system")))
                .isEqualTo(FaultKind.EROFS);
        assertThat(FaultKind.of(new IOException())).isEqualTo(FaultKind.OTHER);
    }

    @Test
    void theSweepRemovesOldLeftoversOfOurOwnAndNothingElse() throws IOException {
        Path outside = Files.writeString(directory.resolve("outside.ts"), "keep");
        List<String> orphans = List.of("dead.m3u8", "dead/ts.m3u8", "dead/1/5.ts", "dead/.1/6.ts", "demo/7/1.ts");
        List<String> kept =
                List.of("demo.m3u8", "demo/ts.m3u8", "demo/7/2.ts", "demo/7/notes.txt", "README", "x/y/1.ts");
        for (String name : Stream.concat(orphans.stream(), kept.stream()).toList()) {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name.equals("demo/ts.m3u8") ? playlist(2, 2).toUtf8() : "x");
        }
        Files.createSymbolicLink(root.resolve("demo/7/3.ts"), outside);
        Files.createSymbolicLink(root.resolve("link"), directory);
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.sorted(Collections.reverseOrder()).toList()) {
                if (!Files.isSymbolicLink(path)) {
                    Files.setLastModifiedTime(path, FileTime.from(Instant.now().minusSeconds(3_600)));
                }
            }
        }
        for (String live : List.of("demo.m3u8", "demo/ts.m3u8")) {
            Files.setLastModifiedTime(root.resolve(live), FileTime.from(Instant.now()));
        }
        VolumeCounters counters = new VolumeCounters(System::nanoTime);
        VolumeTree files = new VolumeTree(root);
        Recordings recordings = new Recordings(files, Duration.ofDays(1), Long.MAX_VALUE, counters);
        Sweep sweep = new Sweep(files, Duration.ofMinutes(10), recordings, stream -> false, counters);
        sweep.run();
        assertThat(counters.orphansDeleted()).isEqualTo(orphans.size());
        assertThat(orphans).noneMatch(name -> Files.exists(root.resolve(name)));
        assertThat(kept).allMatch(name -> Files.exists(root.resolve(name)));
        assertThat(outside).hasContent("keep");
        assertThat(root.resolve("demo/7/3.ts")).isSymbolicLink();
    }
}
