/**
 * Facts of the H.264 bitstream: configuration record, parameter sets, NAL units. May import {@code bytes}.
 */
@NullMarked
package dev.sluice.media.avc;

import org.jspecify.annotations.NullMarked;
