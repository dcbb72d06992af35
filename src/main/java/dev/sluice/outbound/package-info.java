/**
 * Requests that the service itself makes to addresses from its configuration: resolved, checked, bounded.
 *
 * <p>May import the Vert.x HTTP client and Netty's reading of addresses, and no other package. {@code hooks.http} and
 * {@code access.http} send through it; {@code app} reads {@link dev.sluice.outbound.Target} and
 * {@link dev.sluice.outbound.AddressRanges} from the configuration. Whoever needs another kind of request adds a method
 * to {@link dev.sluice.outbound.OutboundClient}: no other class opens a connection to a host that has a name.
 */
@NullMarked
package dev.sluice.outbound;

import org.jspecify.annotations.NullMarked;
