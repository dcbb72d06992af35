package dev.sluice.demo;

import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Secret;
import dev.sluice.bytes.Slice;
import dev.sluice.container.flv.FlvFileReader;
import dev.sluice.rtmp.client.ClientState;
import dev.sluice.rtmp.client.PublishSettings;
import dev.sluice.rtmp.client.RtmpPublisherClient;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** One publication of the clip, in real time, until the server or {@link #close} ends it. On one event loop. */
final class DemoPublisher {
    private static final long PACE_MILLIS = 20;

    private final Vertx vertx;
    private final NetSocket socket;
    private final DemoClip clip;
    private final RtmpPublisherClient client;
    private final long timer;
    private boolean running = true;
    private boolean started;
    private long startNanos;
    private int nextFrame;
    private long loops;

    DemoPublisher(Vertx vertx, NetSocket socket, DemoClip clip, Secret key) {
        this.vertx = vertx;
        this.socket = socket;
        this.clip = clip;
        this.client = new RtmpPublisherClient(
                PublishSettings.of("live", "rtmp://127.0.0.1/live", key), new SplittableRandom());
        socket.handler(this::read);
        socket.closeHandler(closed -> stop());
        socket.exceptionHandler(fault -> stop());
        timer = vertx.setPeriodic(PACE_MILLIS, fired -> send());
        flush();
    }

    boolean isRunning() {
        return running;
    }

    void close() {
        if (running) {
            client.unpublish();
            flush();
            stop();
        }
    }

    private void read(Buffer buffer) {
        try {
            client.feed(Slice.wrap(buffer.getBytes()));
        } catch (MalformedInput broken) {
            stop();
            return;
        }
        if (client.state() == ClientState.REFUSED) {
            stop();
        } else if (client.state() == ClientState.PUBLISHED && !started) {
            started = true;
            startNanos = System.nanoTime();
            clip.headers().forEach(header -> write(header, 0));
        }
        flush();
    }

    private void send() {
        if (!started || socket.writeQueueFull()) {
            return;
        }
        long nowMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
        while (true) {
            FlvFileReader.Tag frame = clip.frames().get(nextFrame);
            long dueMillis = loops * clip.durationMillis() + frame.timestampMillis();
            if (dueMillis > nowMillis) {
                break;
            }
            write(frame, dueMillis);
            nextFrame++;
            if (nextFrame == clip.frames().size()) {
                nextFrame = 0;
                loops++;
            }
        }
        flush();
    }

    private void write(FlvFileReader.Tag tag, long timestampMillis) {
        if (tag.type() == FlvFileReader.Tag.VIDEO) {
            client.video(timestampMillis, tag.body());
        } else {
            client.audio(timestampMillis, tag.body());
        }
    }

    private void flush() {
        Slice output = client.takeOutput();
        if (!output.isEmpty()) {
            socket.write(Buffer.buffer(output.toArray()));
        }
    }

    private void stop() {
        if (running) {
            running = false;
            vertx.cancelTimer(timer);
            socket.close();
        }
    }
}
