package dev.sluice.container.mpegts;

/** The packet identifiers, the same in every stream and for ever: players keep them across segments. */
final class Pid {
    static final int PROGRAM_ASSOCIATION = 0;
    static final int VIDEO = 0x100;
    static final int AUDIO = 0x101;
    static final int PROGRAM_MAP = 0x1000;

    private Pid() {}
}
