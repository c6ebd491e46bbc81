package io.livemarket.loadtest.model;

import java.util.Comparator;
import java.util.List;

/**
 * What a load needs.
 *
 * @param services what each service needs
 * @param limits what of today's design ends where, the nearest end first
 * @param leftOut what was not measured, and counts as nothing
 * @param heapOfChats whether the heap has what chats hold, which was measured
 * @param routed the broker's traffic and the gateways' CPU with a router before the gateways (decision 052)
 */
public record Sizing(
        Load load,
        List<Service> services,
        double partitions,
        Broker broker,
        Store store,
        List<Limit> limits,
        Routed routed,
        boolean heapOfChats,
        List<String> leftOut) {

    public Sizing {
        services = List.copyOf(services);
        leftOut = List.copyOf(leftOut);
        limits = limits.stream()
                .sorted(Comparator.comparingDouble(Limit::share).reversed())
                .toList();
    }

    /**
     * One service; not a number where it was not measured.
     *
     * @param instances infinite when more instances do not help
     * @param cores that all instances use at the peak
     * @param perInstance of these, what each instance uses however many there are, since each reads all events
     * @param heap bytes that are in use in each instance after a collection
     */
    public record Service(String name, double instances, double cores, double perInstance, double heap) {}

    /**
     * The broker; bytes per second at the peak, and bytes on disk of all replicas.
     *
     * @param in from producers
     * @param replication between brokers
     * @param out to consumers
     * @param toGateways of that, to gateways
     * @param brokers by their network
     * @param cores of all brokers, without replication
     */
    public record Broker(
            double in,
            double replication,
            double out,
            double toGateways,
            double brokers,
            double cores,
            double diskPerDay,
            double disk) {}

    /** The document store; bytes of documents, of one replica. */
    public record Store(double perDay, double total) {}

    /**
     * An end of the design.
     *
     * @param at the value at which it is reached
     * @param load the value of this load
     * @param setting whether it is what the deployment files ask for, and can ask for more of
     */
    public record Limit(String what, String unit, double at, double load, boolean setting) {

        /** More than 1: this load is beyond it. */
        public double share() {
            return load / at;
        }
    }

    /**
     * With per-gateway routing.
     *
     * @param copies gateways that an event goes to, in the mean
     * @param out bytes per second that the brokers send to consumers
     * @param gatewayCores of each gateway
     * @param routerCores of all routers, not measured: as a gateway reads, once for the event and once for each copy
     */
    public record Routed(double copies, double out, double gatewayCores, double routerCores) {}
}
