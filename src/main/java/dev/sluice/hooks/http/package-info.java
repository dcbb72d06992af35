/**
 * Sends the events of {@code hooks} to one address over HTTP.
 *
 * <p>May import {@code hooks}, {@code outbound} and Vert.x. {@code app} builds {@link dev.sluice.hooks.http.HookSender}
 * when an address is configured.
 */
@NullMarked
package dev.sluice.hooks.http;

import org.jspecify.annotations.NullMarked;
