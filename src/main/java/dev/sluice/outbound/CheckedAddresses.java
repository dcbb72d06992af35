package dev.sluice.outbound;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.net.InetAddress;
import java.util.List;

/**
 * The addresses of one target, every one of them checked, each time anew: a name that leads to a private address
 * tomorrow is refused tomorrow.
 *
 * <p>One look-up at a time, on a thread of its own, for all who wait: name servers that say nothing hold that thread
 * and no other.
 */
final class CheckedAddresses {
    private final WorkerExecutor worker;
    private final Target target;
    private final AddressRanges allowed;
    private final Lookup lookup;
    private Future<List<InetAddress>> running = Future.succeededFuture(List.of());

    CheckedAddresses(WorkerExecutor worker, Target target, AddressRanges allowed, Lookup lookup) {
        this.worker = worker;
        this.target = target;
        this.allowed = allowed;
        this.lookup = lookup;
    }

    /** One address at least, or a failure that is an {@link OutboundFailure}. */
    synchronized Future<List<InetAddress>> find() {
        if (running.isComplete()) {
            running = worker.executeBlocking(() -> lookup.addresses(target.host()), false)
                    .recover(unknown -> Future.failedFuture(new OutboundFailure(
                            OutboundFailure.Kind.CONNECTION, target + ": the host's address cannot be found")))
                    .compose(this::check);
        }
        return running;
    }

    private Future<List<InetAddress>> check(List<InetAddress> addresses) {
        for (InetAddress address : addresses) {
            boolean isPublic = !AddressRanges.NOT_PUBLIC.contains(address);
            if (!allowed.contains(address) && !(target.secure() && isPublic)) {
                String why =
                        isPublic ? "plain http to an address that is not allowed" : "an address that is not public";
                return Future.failedFuture(
                        new OutboundFailure(OutboundFailure.Kind.FORBIDDEN, target + " leads to " + why));
            }
        }
        return addresses.isEmpty()
                ? Future.failedFuture(
                        new OutboundFailure(OutboundFailure.Kind.CONNECTION, target + ": the host has no address"))
                : Future.succeededFuture(addresses);
    }
}
