package io.livemarket.loadtest.model;

import io.livemarket.loadtest.costs.CostsFile;
import io.livemarket.loadtest.costs.Memory;
import io.livemarket.loadtest.model.Sizing.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Computes the resources for a load. Pure. A service's work is shared by its instances, but for the work that each
 * instance does for every event: gateways, notification-service and moderation-service read all of {@code chat.events}
 * in each instance.
 */
public final class Model {

    static final String GATEWAY = "gateway";
    /** A gateway without sockets, whose cost is that of reading events for other gateways' users. */
    static final String READING_GATEWAY = "gateway-2";
    /**
     * A service that reads every event as its feed and handles none of the measured ones, so that its cost is that of a
     * feed.
     */
    private static final String FEED = "moderation";

    private static final String NOTIFICATION = "notification";
    /** Services that were measured in one process. */
    private static final String OTHERS = "others";

    private static final double MICROS = 1e6;
    private static final int LEAST = 2;

    private final Load load;
    private final Units units;
    private final double busy;

    private Model(Load load, CostsFile file) {
        this.load = load;
        this.units = new Units(file, load.groupSize());
        this.busy = units.assumed("busy");
    }

    /** The resources for the load by these costs. */
    public static Sizing of(Load load, CostsFile file) {
        return new Model(load, file).size();
    }

    private Sizing size() {
        List<Service> services = new ArrayList<>();
        Service gateway = gateway();
        services.add(gateway);
        for (String name : List.of("auth", "chat", "presence", "file")) {
            services.add(service(name, 0));
        }
        Service notification = service(NOTIFICATION, units.cpu(FEED));
        Service moderation = service(FEED, units.cpu(FEED));
        services.add(notification);
        services.add(moderation);
        if (units.knows(OTHERS)) {
            services.add(service(OTHERS, 0));
        }
        Traffic traffic = new Traffic(load, units, countable(gateway), countable(notification) + countable(moderation));
        double partitions = partitions(services);
        double reading = gateway.perInstance() * countable(gateway);
        Sizing.Store store = store();
        Sizing.Broker broker = traffic.broker();
        Sizing.Routed routed = traffic.routed(
                gateway.cores() - reading,
                load.messagesPerSecond() * units.cpu(READING_GATEWAY) / MICROS,
                units.idle(READING_GATEWAY) / MICROS);
        return new Sizing(
                load,
                services,
                partitions,
                broker,
                store,
                new Limits(load, units).of(gateway, moderation, partitions, broker),
                routed,
                new Sizing.Measured(units.knowsChats(), List.copyOf(units.missing())));
    }

    private static double countable(Service service) {
        return Double.isFinite(service.instances()) ? service.instances() : LEAST;
    }

    /** @param read microseconds for a message in every instance, which are part of the service's cost */
    private Service service(String name, double read) {
        if (!units.knows(name)) {
            return new Service(name, Double.NaN, Double.NaN, Double.NaN, units.heap(name));
        }
        double each = (load.messagesPerSecond() * read + units.idle(name)) / MICROS;
        double shared = (load.messagesPerSecond() * Math.max(0, units.cpu(name) - read)
                        + load.connectsPerSecond() * units.session(name))
                / MICROS;
        return sized(name, each, shared, units.assumed("cores") * busy, LEAST);
    }

    private Service gateway() {
        double each = (load.messagesPerSecond() * units.cpu(READING_GATEWAY)
                        + load.connectsPerSecond() * Math.max(0, units.session(READING_GATEWAY))
                        + units.idle(READING_GATEWAY))
                / MICROS;
        double shared = (load.messagesPerSecond() * Math.max(0, units.cpu(GATEWAY) - units.cpu(READING_GATEWAY))
                        + load.connectsPerSecond()
                                * Math.max(0, units.session(GATEWAY) - units.session(READING_GATEWAY))
                        + load.sockets()
                                * units.of("second of an idle socket").cpu().getOrDefault(GATEWAY, 0.0))
                / MICROS;
        double bySockets = Math.ceil(load.sockets() / units.assumed("sockets of a gateway"));
        return sized(GATEWAY, each, shared, units.assumed("cores of a gateway") * busy, Math.max(LEAST, bySockets));
    }

    private Service sized(String name, double each, double shared, double budget, double least) {
        boolean given = name.equals(GATEWAY) && load.gateways() > 0;
        double instances = given
                ? load.gateways()
                : each >= budget ? Double.POSITIVE_INFINITY : Math.max(least, Math.ceil(shared / (budget - each)));
        double counted = Double.isInfinite(instances) ? least : instances;
        return new Service(name, instances, shared + counted * each, each, heap(name, counted));
    }

    private double heap(String name, double instances) {
        double held = name.equals(GATEWAY)
                ? load.sockets() * units.heapOfSocket()
                : load.chats() * units.ofChat(Memory::heap, name);
        return units.heap(name) + held / instances;
    }

    private double partitions(List<Service> services) {
        double byMessages = Math.ceil(load.messagesPerSecond() / (units.assumed("messages of a partition") * busy));
        double byInstances = services.stream()
                .filter(each -> !each.name().equals(GATEWAY))
                .mapToDouble(Model::countable)
                .max()
                .orElse(0);
        double step = units.assumed("partitions");
        return step * Math.ceil(Math.max(byMessages, byInstances) / step);
    }

    private Sizing.Store store() {
        double perDay = load.messagesPerDay() * units.store();
        double chats = load.chats()
                * Math.max(0, sum(units.of("chat with its first message").store()) - units.store());
        return new Sizing.Store(
                perDay,
                perDay * load.days()
                        + chats
                        + load.users() * sum(units.of("user").store()));
    }

    static double sum(Map<String, Double> figures) {
        return figures.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
