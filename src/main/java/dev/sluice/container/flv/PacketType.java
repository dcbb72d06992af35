package dev.sluice.container.flv;

/** The packet types that audio and video have in common, in legacy tags and in Enhanced RTMP. */
final class PacketType {
    static final int SEQUENCE_START = 0;
    static final int CODED_FRAMES = 1;
    static final int SEQUENCE_END = 2;
    /** Video of Enhanced RTMP alone: coded frames whose composition time is zero and left out. */
    static final int CODED_FRAMES_X = 3;

    private PacketType() {}
}
