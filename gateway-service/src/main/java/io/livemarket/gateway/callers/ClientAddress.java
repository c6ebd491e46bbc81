package io.livemarket.gateway.callers;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Gives the address of a caller, behind a number of trusted proxies. */
public final class ClientAddress {

    /** The header to which proxies append the address of their caller. */
    public static final String HEADER = "X-Forwarded-For";

    private final int hops;

    /** @param hops proxies in front of the gateway that append to {@link #HEADER} */
    public ClientAddress(int hops) {
        this.hops = hops;
    }

    /**
     * The address of the caller, to count by.
     *
     * @param peer the other end of the connection; absent for a connection without an address
     * @param forwarded the value of the header
     */
    public String of(@Nullable InetSocketAddress peer, @Nullable String forwarded) {
        if (hops > 0 && forwarded != null) {
            String[] chain = forwarded.split(",");
            String claimed = chain[Math.max(0, chain.length - hops)].trim();
            if (!claimed.isEmpty()) {
                return claimed;
            }
        }
        if (peer == null) {
            return "unknown";
        }
        return peer.getAddress() == null
                ? peer.getHostString()
                : peer.getAddress().getHostAddress();
    }
}
