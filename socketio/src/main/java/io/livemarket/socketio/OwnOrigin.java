package io.livemarket.socketio;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes pages that the server itself serves by their origin. The scheme is ignored, because a proxy in front may
 * terminate TLS.
 */
public final class OwnOrigin {

    private OwnOrigin() {}

    /**
     * Whether an origin is that of the host to which a request was sent (RFC 6454; RFC 9110, section 7.2).
     *
     * @param origin the {@code Origin} of the request
     * @param host the {@code Host} of the request; without it no origin matches
     */
    public static boolean matches(String origin, @Nullable String host) {
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
