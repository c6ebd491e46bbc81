package io.livemarket.loadtest.model;

import java.util.Comparator;
import java.util.List;

/**
 * The resources for a load.
 *
 * @param services the resources of each service
 * @param limits the limits of today's design, the nearest first
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
        Measured measured) {

    public Sizing {
        services = List.copyOf(services);
        limits = limits.stream()
                .sorted(Comparator.comparingDouble(Limit::share).reversed())
                .toList();
    }

    /**
     * The part of the figures that was measured.
     *
     * @param heapOfChats whether the heap includes the heap of chats, which then was measured
     * @param leftOut figures that were not measured, and count as 0
     */
    public record Measured(boolean heapOfChats, List<String> leftOut) {}

    /**
     * One service; not a number where a figure was not measured.
     *
     * @param instances infinite when more instances do not help
     * @param cores that all instances use at the peak
     * @param perInstance of these, the cores of each instance whatever the number of instances, since each reads all
     *     events
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
     * A limit of the design.
     *
     * @param at the value of the limit
     * @param load the value of this load
     * @param setting whether the limit is a setting of the deployment files, which can be raised
     */
    public record Limit(String what, String unit, double at, double load, boolean setting) {

        /** More than 1: this load is beyond the limit. */
        public double share() {
            return load / at;
        }
    }

    /**
     * The figures with routing per gateway.
     *
     * @param copies gateways that an event goes to, in the mean
     * @param out bytes per second that the brokers send to consumers
     * @param gatewayCores of each gateway
     * @param routerCores of all routers, not measured: as a gateway reads, once for the event and once for each copy
     */
    public record Routed(double copies, double out, double gatewayCores, double routerCores) {}
}
