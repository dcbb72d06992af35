package dev.sluice.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/** Finds taken ports before anything is started, so that the message names all of them and nothing else. */
final class PortCheck {
    private PortCheck() {}

    static void check(Config config, Settings settings) throws ConfigurationErrors {
        List<String> errors = new ArrayList<>();
        if (settings.rtmpEnabled()) {
            probe("sluice.rtmp.port", settings.rtmpHost(), settings.rtmpPort(), errors);
        }
        settings.rtmps().ifPresent(rtmps -> probe("sluice.rtmps.port", settings.rtmpHost(), rtmps.port(), errors));
        probeQuarkus(config, "quarkus.http", 8080, errors);
        probeQuarkus(config, "quarkus.management", 9000, errors);
        if (!errors.isEmpty()) {
            throw new ConfigurationErrors(errors);
        }
    }

    private static void probeQuarkus(Config config, String prefix, int otherwise, List<String> errors) {
        String host = config.getOptionalValue(prefix + ".host", String.class).orElse("0.0.0.0");
        int port = config.getOptionalValue(prefix + ".port", Integer.class).orElse(otherwise);
        probe(prefix + ".port", host, port, errors);
    }

    private static void probe(String property, String host, int port, List<String> errors) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
        } catch (IOException taken) {
            errors.add(property + " = " + port + ": cannot listen on " + host + ":" + port + " (" + taken.getMessage()
                    + "); stop the other program or set another port");
        }
    }
}
