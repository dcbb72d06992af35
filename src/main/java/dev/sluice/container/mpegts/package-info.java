/** Stand-in. */
@NullMarked
package dev.sluice.container.mpegts;

import org.jspecify.annotations.NullMarked;
