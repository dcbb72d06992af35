package dev.sluice.media;

/** What people call the codecs. */
enum CodecNames implements CodecCases<String> {
    INSTANCE;

    @Override
    public String avc(Codec.Avc codec) {
        return "H.264";
    }

    @Override
    public String hevc(Codec.Hevc codec) {
        return "HEVC";
    }

    @Override
    public String av1(Codec.Av1 codec) {
        return "AV1";
    }

    @Override
    public String vp9(Codec.Vp9 codec) {
        return "VP9";
    }

    @Override
    public String aac(Codec.Aac codec) {
        return "AAC";
    }

    @Override
    public String opus(Codec.Opus codec) {
        return "Opus";
    }

    @Override
    public String mp3(Codec.Mp3 codec) {
        return "MP3";
    }

    @Override
    public String flac(Codec.Flac codec) {
        return "FLAC";
    }

    @Override
    public String ac3(Codec.Ac3 codec) {
        return "AC-3";
    }

    @Override
    public String eac3(Codec.Eac3 codec) {
        return "E-AC-3";
    }
}
