package dev.sluice.outbound;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * Where a request goes.
 *
 * @param secure whether over TLS, with the certificate checked against {@code host}
 * @param host a name, or a numeric address without brackets
 * @param path with its query; may hold a secret of the operator's
 */
public record Target(boolean secure, String host, int port, String path) {
    private static final int LONGEST = 2_048;

    /** Reads {@code https://host:port/path?query}; empty for other schemes, user information and fragments. */
    public static Optional<Target> parse(String text) {
        try {
            URI uri = new URI(text);
            boolean secure = "https".equalsIgnoreCase(uri.getScheme());
            boolean plain = "http".equalsIgnoreCase(uri.getScheme());
            String host = uri.getHost();
            if ((!secure && !plain) || host == null || text.length() > LONGEST) {
                return Optional.empty();
            }
            if (uri.getRawUserInfo() != null || uri.getRawFragment() != null || uri.getPort() > 0xFFFF) {
                return Optional.empty();
            }
            String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
            String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            int port = uri.getPort() > 0 ? uri.getPort() : secure ? 443 : 80;
            return Optional.of(new Target(secure, host.replaceAll("[\\[\\]]", ""), port, path + query));
        } catch (URISyntaxException notAnAddress) {
            return Optional.empty();
        }
    }

    /** Host and port alone: the rest may be secret. */
    @Override
    public String toString() {
        return (secure ? "https://" : "http://") + host + ":" + port;
    }
}
