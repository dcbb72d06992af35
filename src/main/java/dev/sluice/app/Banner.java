package dev.sluice.app;

import java.util.ArrayList;
import java.util.List;

/** What a newcomer needs after the first start, aligned and copyable. */
final class Banner {
    private final List<String[]> lines = new ArrayList<>();

    Banner line(String label, String value) {
        lines.add(new String[] {label, value});
        return this;
    }

    @Override
    public String toString() {
        int width = lines.stream().mapToInt(line -> line[0].length()).max().orElse(0);
        StringBuilder text = new StringBuilder(System.lineSeparator());
        for (String[] line : lines) {
            text.append(String.format("  %-" + width + "s  %s%n", line[0], line[1]));
        }
        return text.toString();
    }

    /** A copyable command that publishes a moving test picture. */
    static String ffmpegCommand(String url) {
        return "ffmpeg -re -f lavfi -i testsrc2=size=1280x720:rate=30 -re -f lavfi -i sine=frequency=440"
                + " -c:v libx264 -preset veryfast -tune zerolatency -pix_fmt yuv420p -g 60 -b:v 2500k"
                + " -c:a aac -b:a 128k -f flv '" + url + "'";
    }
}
