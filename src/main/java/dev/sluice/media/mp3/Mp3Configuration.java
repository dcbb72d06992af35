package dev.sluice.media.mp3;

/**
 * What the frames of an MP3 track have in common.
 *
 * @param version 1, 2, or 25 for the unofficial MPEG 2.5
 */
public record Mp3Configuration(int version, int sampleRate, int channels) {
    public int samplesPerFrame() {
        return version == 1 ? 1_152 : 576;
    }
}
