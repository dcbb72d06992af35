package dev.sluice.ingest.rtmp;

import io.vertx.core.net.NetServerOptions;
import java.util.function.Consumer;

/**
 * Where encoders connect.
 *
 * @param proxyProtocol whether each connection begins with a PROXY header that names the encoder
 * @param security sets what TLS needs; nothing on the plain port
 */
public record Listener(String host, int port, boolean proxyProtocol, Consumer<NetServerOptions> security) {
    /** Without TLS. */
    public static Listener plain(String host, int port, boolean proxyProtocol) {
        return new Listener(host, port, proxyProtocol, options -> {});
    }
}
