package io.livemarket.socketio;

import java.util.Locale;

/**
 * The origin of pages that a server itself serves: its scheme makes no difference, because a proxy in front may end
 * TLS.
 */
public final class OwnOrigin {

    private OwnOrigin() {}

    /**
     * Whether an origin is the one of the host that a request was sent to (RFC 6454; RFC 9110, section 7.2).
     *
     * @param origin the request's {@code Origin}
     * @param host the request's {@code Host}, or null
     */
    public static boolean matches(String origin, String host) {
        if (host == null) {
            return false;
        }
        String page = origin.toLowerCase(Locale.ROOT);
        String server = host.toLowerCase(Locale.ROOT);
        return page.equals("http://" + withoutPort(server, ":80"))
                || page.equals("https://" + withoutPort(server, ":443"));
    }

    private static String withoutPort(String host, String defaultPort) {
        return host.endsWith(defaultPort) ? host.substring(0, host.length() - defaultPort.length()) : host;
    }
}
