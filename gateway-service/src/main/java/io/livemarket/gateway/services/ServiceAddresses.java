package io.livemarket.gateway.services;

import io.livemarket.gateway.config.ServiceName;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The replicas of each service, and which of them are known to work. Thread-safe. */
public final class ServiceAddresses {

    private final Map<ServiceName, Pool> pools = new EnumMap<>(ServiceName.class);

    private record Pool(List<Replica> replicas, AtomicInteger turn) {}

    /** One replica. It counts as working until a health check fails. */
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
        addresses.forEach((service, uris) ->
                pools.put(service, new Pool(uris.stream().map(Replica::new).toList(), new AtomicInteger())));
    }

    private Pool pool(ServiceName service) {
        Pool pool = pools.get(service);
        if (pool == null) {
            throw new IllegalArgumentException("No address of " + service);
        }
        return pool;
    }

    /** Every replica of a service. */
    public List<Replica> all(ServiceName service) {
        return pool(service).replicas();
    }

    /** The working replicas; all replicas when none works, since the health checks may have been wrong. */
    public List<Replica> usable(ServiceName service) {
        List<Replica> working = all(service).stream().filter(Replica::isUp).toList();
        return working.isEmpty() ? all(service) : working;
    }

    /** A usable replica, each in turn. */
    public URI next(ServiceName service) {
        List<Replica> usable = usable(service);
        int turn = pool(service).turn().getAndIncrement();
        return usable.get(Math.floorMod(turn, usable.size())).uri();
    }
}
