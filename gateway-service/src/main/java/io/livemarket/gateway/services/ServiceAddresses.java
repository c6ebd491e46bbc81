package io.livemarket.gateway.services;

import io.livemarket.gateway.config.ServiceName;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Where the replicas of each service are, and which of them work as far as is known. Thread-safe. */
public final class ServiceAddresses {

    private final Map<ServiceName, List<Replica>> replicas = new EnumMap<>(ServiceName.class);
    private final Map<ServiceName, AtomicInteger> turns = new EnumMap<>(ServiceName.class);

    /** One replica. It counts as working until it is known not to. */
    public static final class Replica {
        private final URI uri;
        private volatile boolean up = true;

        Replica(URI uri) {
            this.uri = uri;
        }

        public URI uri() {
            return uri;
        }

        public boolean isUp() {
            return up;
        }

        void is(boolean nowUp) {
            up = nowUp;
        }
    }

    public ServiceAddresses(Map<ServiceName, List<URI>> addresses) {
        addresses.forEach((service, uris) -> {
            replicas.put(service, uris.stream().map(Replica::new).toList());
            turns.put(service, new AtomicInteger());
        });
    }

    /** Every replica of a service. */
    public List<Replica> all(ServiceName service) {
        return replicas.get(service);
    }

    /** Those that work; all of them when none does, since the look may have been wrong. */
    public List<Replica> usable(ServiceName service) {
        List<Replica> working = all(service).stream().filter(Replica::isUp).toList();
        return working.isEmpty() ? all(service) : working;
    }

    /** One that works, in turn. */
    public URI next(ServiceName service) {
        List<Replica> usable = usable(service);
        return usable.get(Math.floorMod(turns.get(service).getAndIncrement(), usable.size()))
                .uri();
    }
}
