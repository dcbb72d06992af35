package dev.sluice.bench;

import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.Slice;
import dev.sluice.rtmp.message.Audio;
import dev.sluice.rtmp.message.Message;
import dev.sluice.rtmp.message.Video;

/** Messages as encoders send them most: a picture of 720p at 2.5 Mb/s, and a frame of sound at 150 kb/s. */
public enum Frame {
    VIDEO(10_000, 0x27),
    AUDIO(400, 0xAF);

    private static final int CODED = 1;

    private final int bytes;
    private final int head;

    Frame(int bytes, int head) {
        this.bytes = bytes;
        this.head = head;
    }

    int bytes() {
        return bytes;
    }

    Slice body() {
        return new ByteWriter(bytes).u8(head).u8(CODED).fill(0x55, bytes - 2).take();
    }

    Message message() {
        return this == VIDEO ? new Video(body()) : new Audio(body());
    }
}
