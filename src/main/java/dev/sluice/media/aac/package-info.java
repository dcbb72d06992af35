/** Facts of the AAC bitstream: AudioSpecificConfig and ADTS. May import {@code bytes}. */
@NullMarked
package dev.sluice.media.aac;

import org.jspecify.annotations.NullMarked;
