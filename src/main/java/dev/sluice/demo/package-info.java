/**
 * Publishes the bundled clip in a loop over the loopback, so that a newcomer sees a picture with nothing else
 * installed.
 *
 * <p>May import {@code rtmp.client}, {@code container.flv}, {@code bytes} and Vert.x. Started by {@code app}
 * in dev mode or when {@code sluice.demo.loop} asks for it. It is an encoder like any other: it knows a key
 * and a port.
 */
@NullMarked
package dev.sluice.demo;

import org.jspecify.annotations.NullMarked;
