package io.livemarket.auth.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * Which address a request came from: the nearest in {@code X-Forwarded-For} that is no trusted proxy, if it came
 * through one at all. What a client writes into the header itself is never believed.
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

    /** The address in a form to count by: an IPv6 client may use any address of its /64, which is therefore one. */
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

    private static InetAddress parse(String literal) {
        try {
            return InetAddress.ofLiteral(literal);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String countable(InetAddress address) {
        return switch (address) {
            case null -> "unknown";
            case Inet6Address six -> java.util.HexFormat.of().formatHex(six.getAddress(), 0, NETWORK_BYTES) + "/64";
            default -> address.getHostAddress();
        };
    }
}
