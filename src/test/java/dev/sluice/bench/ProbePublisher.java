package dev.sluice.bench;

import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Secret;
import dev.sluice.bytes.Slice;
import dev.sluice.container.flv.FlvFileReader;
import dev.sluice.rtmp.client.ClientState;
import dev.sluice.rtmp.client.PublishSettings;
import dev.sluice.rtmp.client.RtmpPublisherClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Publishes the probe clip in real time, each frame in a write of its own at its time, as an encoder does. */
final class ProbePublisher implements Runnable {
    private static final long CLIP_MILLIS = 16_000;

    private final ProbeClip clip;
    private final InetSocketAddress server;
    private final PublishSettings settings;
    private volatile boolean running = true;
    private volatile boolean published;

    ProbePublisher(InetSocketAddress server, String url, String name, ProbeClip clip) {
        this.server = server;
        this.clip = clip;
        this.settings = PublishSettings.of("live", url, new Secret(name));
    }

    boolean published() {
        return published;
    }

    void stop() {
        running = false;
    }

    @Override
    public void run() {
        try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
            socket.setTcpNoDelay(true);
            publish(socket.getInputStream(), socket.getOutputStream());
        } catch (IOException | MalformedInput e) {
            System.err.println("publisher: " + e);
        }
    }

    private void publish(InputStream in, OutputStream out) throws IOException, MalformedInput {
        RtmpPublisherClient client = new RtmpPublisherClient(settings, new SplittableRandom());
        byte[] buffer = new byte[4096];
        out.write(client.takeOutput().toArray());
        while (client.state() != ClientState.PUBLISHED) {
            int count = in.read(buffer);
            if (count < 0 || client.state() == ClientState.REFUSED) {
                throw new IOException("refused " + client.refusal());
            }
            client.feed(Slice.wrap(buffer.clone(), 0, count));
            out.write(client.takeOutput().toArray());
        }
        for (FlvFileReader.Tag header : clip.headers()) {
            send(client, header, header.body(), 0);
        }
        long start = System.nanoTime();
        for (long loop = 0; running; loop++) {
            for (int i = 0; i < clip.frames().size() && running; i++) {
                FlvFileReader.Tag frame = clip.frames().get(i);
                long dueMillis = loop * CLIP_MILLIS + frame.timestampMillis();
                long wait = start + TimeUnit.MILLISECONDS.toNanos(dueMillis) - System.nanoTime();
                if (wait > 0) {
                    LockSupport.parkNanos(wait);
                }
                boolean isPicture = frame.type() == FlvFileReader.Tag.VIDEO;
                send(client, frame, isPicture ? clip.stamped(frame, System.nanoTime()) : frame.body(), dueMillis);
                out.write(client.takeOutput().toArray());
                while (in.available() > 0) {
                    int count = in.read(buffer);
                    client.feed(Slice.wrap(buffer.clone(), 0, count));
                }
                published = true;
            }
        }
    }

    private static void send(RtmpPublisherClient client, FlvFileReader.Tag tag, Slice body, long millis) {
        if (tag.type() == FlvFileReader.Tag.VIDEO) {
            client.video(millis, body);
        } else {
            client.audio(millis, body);
        }
    }
}
