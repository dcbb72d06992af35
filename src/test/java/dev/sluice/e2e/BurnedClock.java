package dev.sluice.e2e;

import java.util.ArrayList;
import java.util.List;

/**
 * A live encoder whose pictures carry the time at which they were made: sixteen cells along the upper edge, of which
 * the first is white, the last black, and those between are the bits of a counter of 5 ms, the lowest first. {@code
 * players.js} reads it.
 */
record BurnedClock(long zeroMillis) {
    private static final int CELLS = 16;
    private static final int CELL = 40;

    static BurnedClock startingNow() {
        return new BurnedClock(System.currentTimeMillis());
    }

    /** Publishes 640x360 at 30 frames a second with {@code gop} frames between key frames, and a tone. */
    FfmpegProcess publish(Ffmpeg ffmpeg, String url, int gop) {
        List<String> arguments = new ArrayList<>(List.of("-hide_banner", "-loglevel", "error"));
        arguments.addAll(List.of("-re", "-f", "lavfi", "-i", "testsrc2=size=640x360:rate=30"));
        arguments.addAll(List.of("-re", "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000"));
        arguments.addAll(List.of("-vf", filter(), "-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency"));
        arguments.addAll(List.of("-pix_fmt", "yuv420p", "-b:v", "600k", "-g", "" + gop, "-keyint_min", "" + gop));
        arguments.addAll(List.of("-sc_threshold", "0", "-c:a", "aac", "-b:a", "64k", "-flush_packets", "1"));
        arguments.addAll(List.of("-f", "flv", url));
        return ffmpeg.run(arguments);
    }

    /** Time stamps are the wall clock's while the cells are drawn, and regular again afterwards. */
    private String filter() {
        StringBuilder text = new StringBuilder("settb=1/1000,setpts=(RTCTIME-" + zeroMillis * 1_000 + ")/1000");
        text.append(box(0, CELLS, "black", ""));
        text.append(box(0, 1, "white", ""));
        for (int bit = 0; bit < CELLS - 2; bit++) {
            text.append(box(bit + 1, 1, "white", ":enable=mod(floor(t*200/" + (1 << bit) + ")\\,2)"));
        }
        return text.append(",settb=1/30,setpts=N").toString();
    }

    private static String box(int cell, int cells, String color, String enable) {
        return ",drawbox=x=%d:y=0:w=%d:h=32:color=%s:t=fill%s".formatted(cell * CELL, cells * CELL, color, enable);
    }
}
