package dev.sluice.media;

/** What settings and the API call the codecs. */
enum CodecWords implements CodecCases<String> {
    INSTANCE;

    @Override
    public String avc(Codec.Avc codec) {
        return "h264";
    }

    @Override
    public String hevc(Codec.Hevc codec) {
        return "hevc";
    }

    @Override
    public String av1(Codec.Av1 codec) {
        return "av1";
    }

    @Override
    public String vp9(Codec.Vp9 codec) {
        return "vp9";
    }

    @Override
    public String aac(Codec.Aac codec) {
        return "aac";
    }

    @Override
    public String opus(Codec.Opus codec) {
        return "opus";
    }

    @Override
    public String mp3(Codec.Mp3 codec) {
        return "mp3";
    }

    @Override
    public String flac(Codec.Flac codec) {
        return "flac";
    }

    @Override
    public String ac3(Codec.Ac3 codec) {
        return "ac3";
    }

    @Override
    public String eac3(Codec.Eac3 codec) {
        return "eac3";
    }
}
