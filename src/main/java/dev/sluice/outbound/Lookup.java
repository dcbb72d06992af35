package dev.sluice.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a host; may block for as long as name servers do. */
@FunctionalInterface
public interface Lookup {
    /** The system's own way, which keeps answers for half a minute. */
    Lookup SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    List<InetAddress> addresses(String host) throws UnknownHostException;
}
