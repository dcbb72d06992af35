/**
 * Facts of Opus: the identification header and the length of a packet. May import {@code bytes};
 * called by {@code media} and the containers.
 */
@NullMarked
package dev.sluice.media.opus;

import org.jspecify.annotations.NullMarked;
