package dev.sluice.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sluice.bytes.Secret;
import dev.sluice.hls.HlsNames;
import dev.sluice.hls.HlsResource;
import dev.sluice.rtmp.session.PlayTarget;
import dev.sluice.rtmp.session.PublishTarget;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Texts that strangers choose: server and key of an encoder, the path of a viewer. */
class NamesFuzzTest {
    @FuzzTest
    void publishTarget(byte[] input) {
        Effort.within((32 << 10) + 128L * input.length, () -> target(input));
    }

    private static void target(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        int cut = text.indexOf('\n');
        Secret app = new Secret(cut < 0 ? "live" : text.substring(0, cut));
        Secret name = new Secret(text.substring(cut + 1));
        PublishTarget target = PublishTarget.parse(app, name);
        PlayTarget play = PlayTarget.parse(app, name);
        boolean slashes = target.name().filter(value -> value.startsWith("/")).isPresent();
        if (slashes
                || !target.toString().contains("redacted")
                || !play.toString().contains("redacted")) {
            throw new AssertionError("a name with a slash in front, or a target that tells its key");
        }
    }

    @FuzzTest
    void hlsPath(byte[] input) {
        String path = new String(input, StandardCharsets.UTF_8);
        Optional<HlsResource> found = HlsNames.parse(path);
        found.ifPresent(resource -> {
            String built = resource.path();
            if (!built.equals(path) || path.contains("..") || !HlsNames.isStream(path.split("[./]", 2)[0])) {
                throw new AssertionError(path + " was read as " + built);
            }
        });
    }
}
