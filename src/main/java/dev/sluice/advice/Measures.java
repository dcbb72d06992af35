package dev.sluice.advice;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Figures of one publication at a moment; rates are over the last ten seconds.
 *
 * @param usualBitrate video and audio, bits a second, averaged over a quarter of an hour
 * @param fps pictures a second that came
 * @param announcedFps pictures a second that the bitstream promises
 * @param silentMillis since the last frame of any kind
 * @param gopMillis from the last key frame but one to the last; 0 before there were two
 * @param longGops groups of pictures in a row that were longer than four seconds
 * @param keylessMillis since the last key frame
 * @param skewMillis how far the sound is ahead of the picture; negative is behind
 * @param jumps of the encoder's clock in the last five minutes
 * @param ageMillis of the publication
 * @param codecs what people call them
 */
public record Measures(
        double videoBitrate,
        double audioBitrate,
        double usualBitrate,
        double fps,
        OptionalDouble announcedFps,
        long silentMillis,
        int gopMillis,
        int longGops,
        long keylessMillis,
        double skewMillis,
        int jumps,
        long ageMillis,
        boolean hasVideo,
        boolean hasAudio,
        List<String> codecs) {
    double bitrate() {
        return videoBitrate + audioBitrate;
    }
}
