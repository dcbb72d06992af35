package dev.sluice.app;

import dev.sluice.bytes.Secret;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** The lines that a first start prints: what to type into the encoder, where to look. */
final class Welcome {
    private Welcome() {}

    /** The key is shown once: only its digest is stored. So is a random token, which the next start replaces. */
    static String text(Config config, Settings settings, Optional<Secret> firstKey, Optional<Secret> adminToken) {
        String server = "rtmp://localhost" + (settings.rtmpPort() == 1935 ? "" : ":" + settings.rtmpPort()) + "/live";
        String web = "http://localhost:" + port(config, "quarkus.http.port", 8080);
        String management = "http://localhost:" + port(config, "quarkus.management.port", 9000);
        String key = firstKey.map(Secret::reveal).orElse("exists; it was printed when it was made");
        Banner banner = new Banner().line("OBS server", server).line("OBS stream key", key);
        firstKey.ifPresent(known -> banner.line("FFmpeg", Banner.ffmpegCommand(server + "/" + known.reveal())));
        banner.line("Watch", web + "/watch/demo")
                .line("Health", management + "/q/health")
                .line("Metrics", management + "/q/metrics");
        adminToken.ifPresent(token -> banner.line("API", web + "/q/openapi").line("Admin token", token.reveal()));
        if (firstKey.isEmpty()) {
            banner.line("Another key", "start once with -Dsluice.demo.new-key=true");
        }
        return banner.toString();
    }

    private static int port(Config config, String property, int otherwise) {
        return config.getOptionalValue(property, Integer.class).orElse(otherwise);
    }
}
