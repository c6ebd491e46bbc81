package io.livemarket.gateway.callers;

import java.net.InetSocketAddress;

/** Tells callers apart by address, behind as many proxies as are trusted to say who called them. */
public final class ClientAddress {

    /** The header in which proxies say so. */
    public static final String HEADER = "X-Forwarded-For";

    private final int hops;

    /** @param hops proxies in front of us that append to {@link #HEADER} */
    public ClientAddress(int hops) {
        this.hops = hops;
    }

    /**
     * The caller's address.
     *
     * @param peer the other end of the connection
     * @param forwarded the header, or null
     */
    public String of(InetSocketAddress peer, String forwarded) {
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
