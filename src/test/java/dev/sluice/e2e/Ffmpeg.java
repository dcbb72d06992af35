package dev.sluice.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real FFmpeg: the installed one where there is one, else the one of the Maven test artifact. */
final class Ffmpeg {
    private final String executable;
    private final String description;

    private Ffmpeg(String executable, String origin) {
        this.executable = executable;
        this.description = origin + ", " + firstLine(executable);
    }

    /** Every FFmpeg that can be had here; never empty, or the test fails. */
    static List<Ffmpeg> all() {
        List<Ffmpeg> found =
                Stream.of(installed(), bundled()).flatMap(Optional::stream).toList();
        if (found.isEmpty()) {
            throw new IllegalStateException("no FFmpeg: neither on the PATH nor as a test artifact for this platform");
        }
        return found;
    }

    static Ffmpeg any() {
        return all().get(0);
    }

    private static Optional<Ffmpeg> installed() {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(directory -> Path.of(directory, "ffmpeg"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(path -> new Ffmpeg(path.toString(), "installed"));
    }

    private static synchronized Optional<Ffmpeg> bundled() {
        try (InputStream binary = Ffmpeg.class.getResourceAsStream("/ws/schild/jave/nativebin/ffmpeg-amd64")) {
            if (binary == null) {
                return Optional.empty();
            }
            Path target = Path.of("target", "ffmpeg-artifact").toAbsolutePath();
            if (!Files.exists(target)) {
                // Two builds may run at once: whoever is second finds a whole file or none.
                Path copy = target.resolveSibling(
                        "ffmpeg-artifact-" + ProcessHandle.current().pid());
                Files.copy(binary, copy, StandardCopyOption.REPLACE_EXISTING);
                copy.toFile().setExecutable(true);
                Files.move(copy, target, StandardCopyOption.ATOMIC_MOVE);
            }
            return Optional.of(new Ffmpeg(target.toString(), "Maven artifact"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a live publication of a moving test picture and a tone; {@code url} holds server and key. */
    FfmpegProcess publish(String url, String... videoOptions) {
        List<String> arguments = new ArrayList<>(List.of(
                "-hide_banner", "-loglevel", "error", "-re", "-f", "lavfi", "-i", "testsrc2=size=640x360:rate=30"));
        Collections.addAll(arguments, "-re", "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000");
        Collections.addAll(arguments, "-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency");
        Collections.addAll(arguments, "-pix_fmt", "yuv420p", "-g", "30", "-b:v", "800k");
        Collections.addAll(arguments, videoOptions);
        Collections.addAll(arguments, "-c:a", "aac", "-b:a", "96k", "-f", "flv", url);
        return run(arguments);
    }

    /**
     * Decodes {@code seconds} of what {@code url} plays and fails on every error. A playlist is played from its newest
     * segment on: what an earlier publication left in it is another test's.
     */
    FfmpegProcess play(String url, int seconds) {
        List<String> arguments = new ArrayList<>(List.of("-hide_banner", "-loglevel", "info", "-xerror"));
        if (url.endsWith(".m3u8")) {
            Collections.addAll(arguments, "-live_start_index", "-1");
        }
        Collections.addAll(arguments, "-i", url, "-t", "" + seconds, "-f", "null", "-");
        return run(arguments);
    }

    FfmpegProcess run(List<String> arguments) {
        try {
            List<String> command = new ArrayList<>();
            command.add(executable);
            command.add("-nostdin");
            command.addAll(arguments);
            Path log = Files.createTempFile(Files.createDirectories(Path.of("target", "e2e")), "ffmpeg-", ".log");
            return new FfmpegProcess(
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start(),
                    log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return description;
    }

    private static String firstLine(String executable) {
        try {
            Process version = new ProcessBuilder(executable, "-version").start();
            String text = new String(version.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            version.waitFor(10, TimeUnit.SECONDS);
            return text.lines().findFirst().orElse("unknown version").replaceAll(" Copyright.*", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
