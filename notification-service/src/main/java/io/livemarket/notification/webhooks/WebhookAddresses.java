package io.livemarket.notification.webhooks;

import io.livemarket.notification.push.SubscriptionRules;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The addresses that an endpoint may have: https addresses of the internet on port 443, and https addresses of hosts
 * that the configuration names. The address that a name resolves to is not checked here, but at each connection
 * ({@link WebhookClient}).
 */
public final class WebhookAddresses {

    private static final int LONGEST = 1_000;

    private final Set<String> privateHosts;
    private final boolean insecure;

    /**
     * @param privateHosts the names of hosts that may have private addresses
     * @param insecure for tests and development: accepts plain http and private addresses
     */
    public WebhookAddresses(List<String> privateHosts, boolean insecure) {
        this.privateHosts = privateHosts.stream().map(WebhookAddresses::lower).collect(Collectors.toUnmodifiableSet());
        this.insecure = insecure;
    }

    private static String lower(String host) {
        return host.strip().toLowerCase(Locale.ROOT);
    }

    /** Whether an endpoint may have this address. */
    public boolean accepts(String url) {
        return SubscriptionRules.isEndpoint(url, insecure) || isOfPrivateHost(url);
    }

    private boolean isOfPrivateHost(String url) {
        if (url.length() > LONGEST) {
            return false;
        }
        try {
            URI uri = new URI(url);
            return "https".equalsIgnoreCase(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null
                    && mayBePrivate(uri.getHost());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Whether connections to private addresses of this host are allowed. */
    boolean mayBePrivate(String host) {
        return insecure || privateHosts.contains(lower(host));
    }
}
