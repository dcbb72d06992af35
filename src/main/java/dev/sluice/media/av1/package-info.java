/**
 * Facts of the AV1 bitstream: AV1CodecConfigurationRecord, OBUs, sequence header. May import {@code
 * bytes}; called by {@code media} and the containers.
 */
@NullMarked
package dev.sluice.media.av1;

import org.jspecify.annotations.NullMarked;
