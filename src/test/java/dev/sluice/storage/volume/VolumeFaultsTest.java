package dev.sluice.storage.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.bytes.SharedBytes;
import dev.sluice.bytes.Slice;
import dev.sluice.hls.HlsResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** VOL-2, VOL-5 and VOL-8: what comes is taken at once all the same, and all is well when the volume is back. */
class VolumeFaultsTest {
    private static final int SEGMENT_BYTES = 100 << 10;

    @TempDir
    private Path root;

    private final AtomicLong nanos = new AtomicLong();
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private final Logger logger = Logger.getLogger(VolumeState.class.getName());
    private final Formatter words = new PatternFormatter("%p %s");
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            log.add(words.format(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    /** A file system whose server does not answer. */
    private static final class Stalled extends VolumeTree {
        private final CountDownLatch answers = new CountDownLatch(1);

        Stalled(Path root) {
            super(root);
        }

        @Override
        boolean store(HlsResource.Immutable name, SharedBytes content) throws IOException {
            try {
                answers.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return super.store(name, content);
        }
    }

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
    }

    @AfterEach
    void silence() {
        logger.removeHandler(handler);
    }

    private VolumeStorage open(VolumeTree tree) {
        return new VolumeStorage(VolumeSettings.of(root), tree, nanos::get);
    }

    private static void segment(VolumeStorage storage, String stream, long number) {
        storage.store(stream + "/7/v0-" + number + ".m4s", Slice.wrap(new byte[SEGMENT_BYTES]));
        storage.replace(
                stream + "/v0.m3u8",
                Slice.utf8("#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:" + (number - 1) + "\n#EXT-X-MAP:URI=\"7/v0-init-0.mp4\"\n"
                        + "#EXTINF:2.000000,\n7/v0-" + (number - 1) + ".m4s\n"
                        + "#EXTINF:2.000000,\n7/v0-" + number + ".m4s\n"));
    }

    private static void settle(VolumeStorage storage) {
        await().until(() -> storage.counters().queuedBytes() == 0);
    }

    private String listed(String stream) throws IOException {
        return Files.readString(root.resolve(stream + "/v0.m3u8"));
    }

    @Test
    void aVolumeThatTurnsReadOnlyIsToldOfOnceAndOvercome() throws Exception {
        try (Tmpfs mounted = Tmpfs.mount(root, 8);
                VolumeStorage storage = open(new VolumeTree(root))) {
            segment(storage, "demo", 1);
            settle(storage);
            mounted.remount("ro");
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(20));
            segment(storage, "demo", 2);
            segment(storage, "demo", 3);
            settle(storage);
            assertThat(storage.counters().failures("store", "erofs")).isEqualTo(2);
            assertThat(storage.counters().segmentsLost("error")).isEqualTo(2);
            assertThat(log).singleElement().asString().contains("WARN", "Read-only file system", "mount it writable");
            assertThat(storage.isUsable()).as("for a moment").isTrue();
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(31));
            assertThat(storage.isUsable()).as("for long").isFalse();

            mounted.remount("rw");
            segment(storage, "demo", 4);
            settle(storage);
            assertThat(storage.isUsable()).isTrue();
            assertThat(listed("demo")).contains("SEQUENCE:4", "v0-4.m4s").doesNotContain("v0-3.m4s");
            assertThat(log).hasSize(2).last().asString().contains("INFO", "volume_writable");
        }
    }

    private static void begin(VolumeStorage storage, String stream) {
        storage.store(stream + "/7/v0-init-0.mp4", Slice.utf8("init"));
        storage.replace(stream + ".m3u8", Slice.utf8("#EXTM3U\n"));
    }

    @Test
    void whatIsNamedForLongIsWrittenWhenTheVolumeTakesFilesAgain() throws Exception {
        try (Tmpfs mounted = Tmpfs.mount(root, 8);
                VolumeStorage storage = open(new VolumeTree(root))) {
            mounted.remount("ro");
            begin(storage, "demo");
            segment(storage, "demo", 1);
            settle(storage);
            mounted.remount("rw");
            segment(storage, "demo", 2);
            settle(storage);
            assertThat(root.resolve("demo/7/v0-init-0.mp4")).hasContent("init");
            assertThat(root.resolve("demo.m3u8")).exists();
            assertThat(listed("demo")).contains("SEQUENCE:2", "init-0.mp4");
        }
    }

    @Test
    void aTreeThatVanishesIsMadeAgainAndNamesNothingThatIsGone() throws Exception {
        Path hls = root.resolve("hls");
        try (VolumeStorage storage = new VolumeStorage(VolumeSettings.of(hls), new VolumeTree(hls), nanos::get)) {
            begin(storage, "demo");
            segment(storage, "demo", 1);
            settle(storage);
            try (Stream<Path> all = Files.walk(hls)) {
                for (Path path : all.sorted(Collections.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
            segment(storage, "demo", 2);
            settle(storage);
            assertThat(hls.resolve("demo/7/v0-2.m4s")).hasSize(SEGMENT_BYTES);
            assertThat(hls.resolve("demo/7/v0-init-0.mp4")).hasContent("init");
            assertThat(hls.resolve("demo.m3u8")).exists();
            assertThat(Files.readString(hls.resolve("demo/v0.m3u8")))
                    .contains("SEQUENCE:2", "init-0.mp4", "v0-2.m4s")
                    .doesNotContain("v0-1.m4s");
            assertThat(storage.counters().segmentsLost("missing")).isEqualTo(1);

            storage.replace("demo/v0.m3u8", Slice.utf8("""
                            #EXTM3U
                            #EXT-X-MEDIA-SEQUENCE:2
                            #EXT-X-MAP:URI="7/v0-init-0.mp4"
                            #EXTINF:2.000000,
                            7/v0-2.m4s
                            #EXT-X-GAP
                            #EXTINF:2.000000,
                            7/v0-3.m4s
                            """));
            settle(storage);
            assertThat(Files.readString(hls.resolve("demo/v0.m3u8")))
                    .as("a gap has no file")
                    .contains("SEQUENCE:2", "v0-2.m4s", "v0-3.m4s");
            assertThat(storage.isUsable()).isTrue();
        }
    }

    @Test
    void whatHangsHoldsNobodyUpAndTakesNoMoreMemoryThanItMay() throws Exception {
        Stalled tree = new Stalled(root);
        try (VolumeStorage storage = open(tree)) {
            long begun = System.nanoTime();
            for (int stream = 0; stream < 12; stream++) {
                begin(storage, "s" + stream);
            }
            for (int number = 1; number <= 100; number++) {
                for (int stream = 0; stream < 12; stream++) {
                    segment(storage, "s" + stream, number);
                }
            }
            assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(5));
            assertThat(storage.counters().queuedBytes()).isLessThanOrEqualTo(64 << 20);
            assertThat(storage.counters().segmentsLost("queue_full")).isPositive();
            assertThat(storage.counters().segmentsLost("volume_stuck")).isZero();

            nanos.addAndGet(TimeUnit.SECONDS.toNanos(11));
            storage.look();
            storage.look();
            assertThat(storage.hangs()).isTrue();
            assertThat(storage.counters().oldestCallNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(11));
            assertThat(log).singleElement().asString().contains("WARN", "volume_hangs", "has not returned for 11 s");
            assertThat(storage.read("s0")).as("nobody waits for it").isCompletedExceptionally();
            segment(storage, "s0", 101);
            assertThat(storage.counters().segmentsLost("volume_stuck")).isPositive();

            tree.answers.countDown();
            settle(storage);
            storage.look();
            assertThat(storage.hangs()).isFalse();
            assertThat(log).last().asString().contains("INFO", "volume_answers");
            assertThat(storage.isUsable()).isTrue();
            for (int stream = 0; stream < 12; stream++) {
                for (String row : listed("s" + stream).lines().toList()) {
                    assertThat(row.startsWith("#")
                                    || Files.size(root.resolve("s" + stream).resolve(row)) == SEGMENT_BYTES)
                            .as(row)
                            .isTrue();
                }
            }
        }
    }
}
