package dev.sluice.rtmp.message;

import dev.sluice.bytes.Slice;

/** A message that is skipped: of a type nobody has defined, a shared object, or data that cannot be read. */
public record Unknown(int type, Slice body) implements Message {}
