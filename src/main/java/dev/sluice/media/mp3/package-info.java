/**
 * Facts of MPEG audio layer III: the frame header. May import {@code bytes}; called by {@code media}
 * and the containers.
 */
@NullMarked
package dev.sluice.media.mp3;

import org.jspecify.annotations.NullMarked;
