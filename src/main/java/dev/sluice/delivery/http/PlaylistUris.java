package dev.sluice.delivery.http;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

/**
 * Where the addresses in a playlist end: found once, so that each viewer's token is put behind them by copying. All
 * addresses in our playlists are relative and have no query.
 */
final class PlaylistUris {
    private static final String ATTRIBUTE = "URI=\"";

    private final byte[] text;
    private final int[] ends;

    PlaylistUris(byte[] text) {
        this.text = text;
        this.ends = ends(new String(text, StandardCharsets.ISO_8859_1));
    }

    Buffer with(String suffix) {
        byte[] more = suffix.getBytes(StandardCharsets.US_ASCII);
        Buffer whole = Buffer.buffer(text.length + ends.length * more.length);
        int from = 0;
        for (int end : ends) {
            whole.appendBytes(text, from, end - from).appendBytes(more);
            from = end;
        }
        return whole.appendBytes(text, from, text.length - from);
    }

    private static int[] ends(String playlist) {
        IntStream.Builder ends = IntStream.builder();
        for (int begin = 0; begin < playlist.length(); ) {
            int newline = playlist.indexOf('\n', begin);
            int end = newline < 0 ? playlist.length() : newline;
            if (playlist.charAt(begin) == '#') {
                int attribute = playlist.indexOf(ATTRIBUTE, begin);
                if (attribute >= 0 && attribute < end) {
                    ends.add(playlist.indexOf('"', attribute + ATTRIBUTE.length()));
                }
            } else if (end > begin) {
                ends.add(end);
            }
            begin = end + 1;
        }
        return ends.build().toArray();
    }
}
