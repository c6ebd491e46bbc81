package io.livemarket.gateway.operators;

import io.livemarket.gateway.config.ServiceName;
import io.livemarket.gateway.config.StatusProperties;
import io.livemarket.gateway.services.ServiceAddresses;
import io.livemarket.gateway.services.ServiceAddresses.Replica;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The addresses of the single instances of all services. */
final class InstanceAddresses {

    private final StatusProperties settings;
    private final ServiceAddresses services;
    private final Names names;

    /** Looks up the addresses of a host. */
    @FunctionalInterface
    interface Names {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    /**
     * An instance.
     *
     * @param service such as {@code chat-service}
     */
    record Address(String service, URI uri) {}

    InstanceAddresses(StatusProperties settings, ServiceAddresses services, Names names) {
        this.settings = settings;
        this.services = services;
        this.names = names;
    }

    /** Every instance that the name service knows now. Blocks on the name service. */
    List<Address> all() {
        List<Address> all = new ArrayList<>();
        for (URI gateway : settings.instances().getOrDefault(StatusProperties.GATEWAY, List.of())) {
            each(gateway).forEach(uri -> all.add(new Address("gateway-service", uri)));
        }
        for (ServiceName service : ServiceName.values()) {
            List<URI> named = settings.instances().get(service.id());
            List<URI> uris = named == null
                    ? services.all(service).stream().map(Replica::uri).toList()
                    : named.stream().flatMap(uri -> each(uri).stream()).toList();
            uris.forEach(uri -> all.add(new Address(service.id() + "-service", uri)));
        }
        return all;
    }

    /**
     * The addresses of a URI: the URI itself when its name has no address, or when a certificate has to match the name.
     */
    private List<URI> each(URI uri) {
        if (!"http".equals(uri.getScheme())) {
            return List.of(uri);
        }
        try {
            return Arrays.stream(names.of(uri.getHost()))
                    .map(address -> at(uri, address))
                    .distinct()
                    .toList();
        } catch (UnknownHostException e) {
            return List.of(uri);
        }
    }

    private static URI at(URI uri, InetAddress address) {
        String host = address.getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host)
                + (uri.getPort() < 0 ? "" : ":" + uri.getPort()));
    }
}
