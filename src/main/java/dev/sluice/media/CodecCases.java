package dev.sluice.media;

/**
 * What to do with each codec there is. Whoever implements this does not compile until a new codec has its place, which
 * a chain of {@code instanceof} would not notice.
 */
public interface CodecCases<R> {
    R avc(Codec.Avc codec);

    R hevc(Codec.Hevc codec);

    R av1(Codec.Av1 codec);

    R vp9(Codec.Vp9 codec);

    R aac(Codec.Aac codec);

    R opus(Codec.Opus codec);

    R mp3(Codec.Mp3 codec);

    R flac(Codec.Flac codec);

    R ac3(Codec.Ac3 codec);

    R eac3(Codec.Eac3 codec);
}
