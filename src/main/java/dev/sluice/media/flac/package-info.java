/**
 * Facts of FLAC: STREAMINFO and the frame header. May import {@code bytes}; called by {@code media}
 * and the containers.
 */
@NullMarked
package dev.sluice.media.flac;

import org.jspecify.annotations.NullMarked;
