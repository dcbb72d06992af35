package dev.sluice.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** The peer: nginx with its RTMP module, as the replaced system had it, with one worker and no logs. */
final class NginxServer implements Server {
    private static final int RTMP_PORT = 21936;
    private static final int HTTP_PORT = 28081;

    private final String name;
    private final Process process;
    private final long worker;

    /** {@code hls} packages what is published; {@code root} is served by HTTP. */
    NginxServer(String name, boolean hls, Path root) throws IOException, InterruptedException {
        this.name = name;
        Path directory = Files.createTempDirectory("bench-nginx");
        Path configuration = directory.resolve("nginx.conf");
        Files.writeString(configuration, configuration(hls, root));
        process = new ProcessBuilder(
                        "taskset", "-c", "0", "nginx", "-p", directory.toString(), "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out").toFile())
                .start();
        while (process.children().findFirst().isEmpty()) {
            if (!process.isAlive()) {
                throw new IOException("nginx: " + Files.readString(directory.resolve("out")));
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        worker = process.children().findFirst().orElseThrow().pid();
    }

    static boolean isInstalled() {
        return Files.isExecutable(Path.of("/usr/sbin/nginx"));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long pid() {
        return worker;
    }

    @Override
    public int rtmpPort() {
        return RTMP_PORT;
    }

    @Override
    public int httpPort() {
        return HTTP_PORT;
    }

    @Override
    public List<String> publishNames(int count) {
        return IntStream.range(0, count).mapToObj(Server::stream).toList();
    }

    @Override
    public String playlistPath() {
        return "/bench-0/index.m3u8";
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String configuration(boolean hls, Path root) {
        String packaging = hls
                ? "hls on; hls_path %s; hls_fragment 2s; hls_playlist_length 12s; hls_nested on;".formatted(root)
                : "";
        return """
                load_module /usr/lib/nginx/modules/ngx_rtmp_module.so;
                user root;
                worker_processes 1;
                daemon off;
                error_log stderr crit;
                pid nginx.pid;
                events { worker_connections 4096; }
                rtmp {
                    access_log off;
                    server {
                        listen 127.0.0.1:%d;
                        application live { live on; %s }
                    }
                }
                http {
                    access_log off;
                    sendfile on;
                    tcp_nopush on;
                    keepalive_requests 1000000000;
                    open_file_cache max=1000;
                    server { listen 127.0.0.1:%d; root %s; }
                }
                """.formatted(RTMP_PORT, packaging, HTTP_PORT, root);
    }
}
