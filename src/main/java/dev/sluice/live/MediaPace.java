package dev.sluice.live;

import dev.sluice.media.MediaKind;
import dev.sluice.media.StampedFrame;

/**
 * How an encoder's default picture and sound follow one another, by its own time stamps: how far key frames are apart,
 * how far sound is from picture. Written by the thread that owns the publication, read by any other a little late, as
 * {@link MediaCounters}.
 */
public final class MediaPace {
    /** Further apart is a jump of the encoder's clock and no distance. */
    private static final int MAX_MILLIS = 600_000;

    /** Longer groups of pictures make viewers wait. */
    private static final int LONG_GOP_MILLIS = 4_000;

    /** About four seconds of picture and sound. */
    private static final double SMOOTHING = 1.0 / 256;

    private boolean picture;
    private boolean sound;
    private boolean key;
    private int pictureMillis;
    private int soundMillis;
    private int keyMillis;
    private int gopMillis;
    private int longGops;
    private long keyNanos;
    private double skewMillis;

    MediaPace(long nowNanos) {
        keyNanos = nowNanos;
    }

    void frame(StampedFrame frame, long nowNanos) {
        if (frame.track().index() != 0) {
            return;
        }
        int dtsMillis = (int) frame.dtsMillis();
        if (frame.track().kind() == MediaKind.VIDEO) {
            if (frame.randomAccess()) {
                keyFrame(dtsMillis, nowNanos);
            }
            picture = true;
            pictureMillis = dtsMillis;
        } else {
            sound = true;
            soundMillis = dtsMillis;
        }
        int apart = soundMillis - pictureMillis;
        if (picture && sound && Math.abs(apart) < MAX_MILLIS) {
            skewMillis += (apart - skewMillis) * SMOOTHING;
        }
    }

    private void keyFrame(int dtsMillis, long nowNanos) {
        int distance = dtsMillis - keyMillis;
        if (key && distance > 0 && distance < MAX_MILLIS) {
            gopMillis = distance;
            longGops = distance > LONG_GOP_MILLIS ? longGops + 1 : 0;
        }
        key = true;
        keyMillis = dtsMillis;
        keyNanos = nowNanos;
    }

    /** From the last key frame but one to the last; 0 before there were two. */
    public int gopMillis() {
        return gopMillis;
    }

    /** How many groups of pictures in a row, up to the last, were longer than four seconds. */
    public int longGops() {
        return longGops;
    }

    /** When the last key frame came, or the publication began, on the monotonic clock. */
    public long keyNanos() {
        return keyNanos;
    }

    /** How far the sound's time stamps are ahead of the picture's as they arrive, averaged; negative is behind. */
    public double skewMillis() {
        return skewMillis;
    }
}
