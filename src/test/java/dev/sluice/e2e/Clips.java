package dev.sluice.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Short films that are encoded once into the build directory, so that publishing them costs no encoding. */
enum Clips {
    /** H.264 with a key frame a second, AAC. */
    STEADY("320x180", "-g 30"),
    B_FRAMES("320x180", "-g 30 -bf 2 -preset superfast"),
    LONG_GOP("320x180", "-g 300 -keyint_min 300 -sc_threshold 0"),
    ONE_KEY_FRAME("320x180", "-g 9999 -keyint_min 9999 -sc_threshold 0"),
    SHORT_GOP("320x180", "-g 6"),
    VARIABLE_RATE("320x180", "-g 30 -vf select=lt(mod(n\\,45)\\,20)+eq(mod(n\\,4)\\,0) -vsync vfr"),
    LARGER("480x270", "-g 30"),
    /** As encoders for live streams are usually set. */
    TWO_SECOND_GOP("640x360", "-g 60 -keyint_min 60 -sc_threshold 0 -tune zerolatency");

    private static final int SECONDS = 50;

    private final String size;
    private final String coding;

    Clips(String size, String coding) {
        this.size = size;
        this.coding = coding;
    }

    /** The FLV file, encoded at the first call. */
    synchronized Path file() {
        Path file = Path.of("target", "clips", name().toLowerCase(java.util.Locale.ROOT) + ".flv");
        if (Files.exists(file)) {
            return file;
        }
        try {
            Path made = Files.createDirectories(file.getParent())
                    .resolve(name() + "-" + ProcessHandle.current().pid());
            List<String> arguments = new ArrayList<>(List.of("-y", "-loglevel", "error"));
            arguments.addAll(List.of("-f", "lavfi", "-i", "testsrc2=size=" + size + ":rate=30"));
            arguments.addAll(List.of("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000"));
            arguments.addAll(List.of("-t", "" + SECONDS, "-c:v", "libx264", "-pix_fmt", "yuv420p", "-b:v", "300k"));
            if (!coding.contains("-preset")) {
                arguments.addAll(List.of("-preset", "ultrafast"));
            }
            arguments.addAll(List.of(coding.split(" ", -1)));
            arguments.addAll(List.of("-c:a", "aac", "-b:a", "64k", "-f", "flv", made.toString()));
            FfmpegProcess encoder = Ffmpeg.any().run(arguments);
            if (encoder.awaitExit(Duration.ofMinutes(2)) != 0) {
                throw new IllegalStateException(encoder.output());
            }
            return Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Publishes it in real time, without encoding; {@code options} stand before the address, such as {@code -vn}. */
    FfmpegProcess publish(String url, String... options) {
        List<String> arguments = new ArrayList<>(List.of("-hide_banner", "-loglevel", "error", "-re"));
        arguments.addAll(List.of("-i", file().toString(), "-c", "copy"));
        arguments.addAll(List.of(options));
        arguments.addAll(List.of("-f", "flv", url));
        return Ffmpeg.any().run(arguments);
    }
}
