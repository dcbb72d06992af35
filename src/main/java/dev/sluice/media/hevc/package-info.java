/**
 * Facts of the HEVC bitstream: HEVCDecoderConfigurationRecord, parameter sets, NAL unit types. May import
 * {@code bytes} and, for what both codecs have in common (length prefixes, start codes, emulation prevention),
 * {@code media.avc}; called by {@code media} and the containers.
 */
@NullMarked
package dev.sluice.media.hevc;

import org.jspecify.annotations.NullMarked;
