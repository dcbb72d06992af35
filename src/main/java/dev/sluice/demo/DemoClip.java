package dev.sluice.demo;

import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.container.flv.FlvFileReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The bundled clip: closed groups of pictures and whole audio frames, so that its end joins its beginning.
 *
 * @param headers codec configurations, sent once per publication
 * @param frames coded frames in the order of their time stamps, the first at 0
 * @param durationMillis when the clip begins anew
 */
record DemoClip(List<FlvFileReader.Tag> headers, List<FlvFileReader.Tag> frames, long durationMillis) {
    private static final String RESOURCE = "/demo/demo.flv";
    private static final long DURATION_MILLIS = 16_000;

    static DemoClip load() {
        try (InputStream file = DemoClip.class.getResourceAsStream(RESOURCE)) {
            if (file == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the program");
            }
            return read(Slice.wrap(file.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedInput e) {
            throw new IllegalStateException(RESOURCE + " is damaged: " + e.getMessage(), e);
        }
    }

    private static DemoClip read(Slice file) throws MalformedInput {
        List<FlvFileReader.Tag> headers = new ArrayList<>();
        List<FlvFileReader.Tag> frames = new ArrayList<>();
        FlvFileReader reader = new FlvFileReader(file);
        for (Optional<FlvFileReader.Tag> tag = reader.next(); tag.isPresent(); tag = reader.next()) {
            if (tag.get().type() != FlvFileReader.Tag.SCRIPT_DATA) {
                (isHeader(tag.get()) ? headers : frames).add(tag.get());
            }
        }
        return new DemoClip(List.copyOf(headers), List.copyOf(frames), DURATION_MILLIS);
    }

    /** Packet type 0 behind the codec byte is a sequence header for H.264 and AAC alike (FLV 10.1 §E.4.2, §E.4.3). */
    private static boolean isHeader(FlvFileReader.Tag tag) {
        return tag.body().length() > 1 && tag.body().at(1) == 0;
    }
}
