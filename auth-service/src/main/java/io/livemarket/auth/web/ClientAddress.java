package io.livemarket.auth.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * The address of a request's client: the last one in {@code X-Forwarded-For} that is not a trusted proxy's, if the
 * request came through a trusted proxy at all. Entries that a client itself writes into the header are never believed.
 */
final class ClientAddress {

    private static final int NETWORK_BYTES = 8;

    private final List<IpAddressMatcher> trusted;

    ClientAddress(List<String> trustedProxies) {
        trusted = trustedProxies.stream()
                .map(String::strip)
                .map(IpAddressMatcher::new)
                .toList();
    }

    /**
     * The address as a key of rate limits: an IPv6 client may use any address of its /64, which is therefore one key.
     */
    String of(HttpServletRequest request) {
        InetAddress address = parse(request.getRemoteAddr());
        if (address == null || !isTrusted(address)) {
            return countable(address);
        }
        List<String> hops = Collections.list(request.getHeaders("X-Forwarded-For")).stream()
                .flatMap(header -> Arrays.stream(header.split(",")))
                .toList();
        for (String hop : hops.reversed()) {
            InetAddress before = parse(hop.strip());
            if (before == null) {
                break;
            }
            address = before;
            if (!isTrusted(before)) {
                break;
            }
        }
        return countable(address);
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(matcher -> matcher.matches(address.getHostAddress()));
    }

    private static @Nullable InetAddress parse(String literal) {
        try {
            return InetAddress.ofLiteral(literal);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String countable(@Nullable InetAddress address) {
        if (address == null) {
            return "unknown";
        }
        return address instanceof Inet6Address six
                ? java.util.HexFormat.of().formatHex(six.getAddress(), 0, NETWORK_BYTES) + "/64"
                : address.getHostAddress();
    }
}
