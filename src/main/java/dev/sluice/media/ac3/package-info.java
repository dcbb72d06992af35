/**
 * Facts of AC-3 and E-AC-3: the synchronisation frame. May import {@code bytes}; called by {@code
 * media} and the containers.
 */
@NullMarked
package dev.sluice.media.ac3;

import org.jspecify.annotations.NullMarked;
