package dev.sluice.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * An FFmpeg new enough for Enhanced RTMP, from a Maven artifact. It needs libraries of the system that a bare
 * machine lacks.
 */
final class EnhancedFfmpeg {
    private static final String FOLDER = "org/bytedeco/ffmpeg/linux-x86_64/";

    private final Path folder;

    private EnhancedFfmpeg(Path folder) {
        this.folder = folder;
    }

    /** The unpacked program; whether it starts, {@link #whyNot} tells. */
    static EnhancedFfmpeg unpack() {
        Path target = Path.of("target", "ffmpeg-enhanced").toAbsolutePath();
        URL program = EnhancedFfmpeg.class.getResource("/" + FOLDER + "ffmpeg");
        try {
            if (program != null && program.openConnection() instanceof JarURLConnection connection) {
                Files.createDirectories(target);
                copyAll(connection.getJarFile(), target);
            }
            return new EnhancedFfmpeg(target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copyAll(JarFile jar, Path target) throws IOException {
        for (JarEntry entry : jar.stream().toList()) {
            String name = entry.getName();
            boolean wanted = name.startsWith(FOLDER) && name.indexOf('/', FOLDER.length()) < 0;
            Path file = target.resolve(name.substring(name.lastIndexOf('/') + 1));
            if (wanted && !entry.isDirectory() && !Files.exists(file)) {
                try (InputStream bytes = jar.getInputStream(entry)) {
                    Path copy = target.resolve(
                            file.getFileName() + "-" + ProcessHandle.current().pid());
                    Files.copy(bytes, copy, StandardCopyOption.REPLACE_EXISTING);
                    copy.toFile().setExecutable(true);
                    Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE);
                }
            }
        }
    }

    /** Why it does not start here, such as a missing library; empty if it does. */
    String whyNot() {
        if (!Files.exists(folder.resolve("ffmpeg"))) {
            return "no artifact for this platform";
        }
        try {
            Process version =
                    command(List.of("-version")).redirectErrorStream(true).start();
            String text = new String(version.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return version.waitFor() == 0 ? "" : text.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    FfmpegProcess run(List<String> arguments) {
        try {
            Path log = Files.createTempFile(Files.createDirectories(Path.of("target", "e2e")), "enhanced-", ".log");
            Process process = command(arguments)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            return new FfmpegProcess(process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProcessBuilder command(List<String> arguments) {
        List<String> command =
                new ArrayList<>(List.of(folder.resolve("ffmpeg").toString(), "-nostdin", "-hide_banner"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("LD_LIBRARY_PATH", folder.toString());
        return builder;
    }
}
