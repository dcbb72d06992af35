package dev.sluice.storage.volume;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A small file system of its own; who may not mount one skips the test. */
record Tmpfs(Path root) implements AutoCloseable {
    static Tmpfs mount(Path root, int mebibytes) {
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", root.toString());
        Assumptions.assumeTrue(mounted, "no right to mount a file system");
        return new Tmpfs(root);
    }

    /** {@code ro} or {@code rw}. */
    void remount(String access) {
        assertThat(run("mount", "-o", "remount," + access, root.toString())).isTrue();
    }

    @Override
    public void close() {
        assertThat(run("umount", root.toString())).isTrue();
    }

    private static boolean run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
