/**
 * Who publishes what and who receives it: the registry of live streams, publications, decisions.
 *
 * <p>May import {@code media}, {@code bytes} and {@code java.util.concurrent}. Databases, sockets, packagers and
 * meters stand behind its ports: {@link dev.sluice.live.PublishAuthorizer}, {@link dev.sluice.live.StreamClaims},
 * {@link dev.sluice.live.Publisher}, {@link dev.sluice.live.Output}, {@link dev.sluice.live.LiveObserver}.
 */
@NullMarked
package dev.sluice.live;

import org.jspecify.annotations.NullMarked;
