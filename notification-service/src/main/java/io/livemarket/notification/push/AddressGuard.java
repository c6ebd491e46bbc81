package io.livemarket.notification.push;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.Predicate;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Refuses names that resolve to a private address. The check is in the resolver, so that the address checked is the
 * address connected to.
 */
public final class AddressGuard extends SystemDefaultDnsResolver {

    private final Predicate<String> mayBePrivate;

    /** @param mayBePrivate whether a host may have private addresses */
    public AddressGuard(Predicate<String> mayBePrivate) {
        this.mayBePrivate = mayBePrivate;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = super.resolve(host);
        if (!mayBePrivate.test(host)) {
            for (InetAddress address : addresses) {
                if (!PublicAddresses.isPublic(address)) {
                    throw new PrivateAddressException();
                }
            }
        }
        return addresses;
    }

    /** A name resolves to a private address. */
    public static final class PrivateAddressException extends UnknownHostException {
        private static final long serialVersionUID = 1L;
    }
}
