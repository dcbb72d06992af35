/**
 * Facts of the VP9 bitstream: VPCodecConfigurationRecord and frame header. May import {@code bytes};
 * called by {@code media} and the containers.
 */
@NullMarked
package dev.sluice.media.vp9;

import org.jspecify.annotations.NullMarked;
