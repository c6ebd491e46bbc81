package io.livemarket.loadtest.model;

import io.livemarket.loadtest.model.Sizing.Limit;
import java.util.List;

/** The limits of today's design. */
final class Limits {

    private final Load load;
    private final Units units;

    Limits(Load load, Units units) {
        this.load = load;
        this.units = units;
    }

    List<Limit> of(Sizing.Service gateway, Sizing.Service feed, double partitions, Sizing.Broker broker) {
        double busy = units.assumed("busy");
        double gateways = Double.isInfinite(gateway.instances())
                ? load.sockets() / units.assumed("sockets of a gateway")
                : gateway.instances();
        double network = units.assumed("bytes of a broker");
        double brokers = units.assumed("brokers");
        List<Limit> all = List.of(
                new Limit(
                        "CPU of a gateway for reading every event",
                        "cores",
                        units.assumed("cores of a gateway") * busy,
                        gateway.perInstance(),
                        false),
                new Limit(
                        "CPU of an instance of moderation or notification for that",
                        "cores",
                        units.assumed("cores") * busy,
                        feed.perInstance(),
                        false),
                new Limit(
                        "bytes a second that the brokers send",
                        "MB/s",
                        brokers * network / 1e6,
                        broker.out() / 1e6,
                        false),
                new Limit(
                        "bytes a second that a gateway reads",
                        "MB/s",
                        network / 1e6,
                        broker.toGateways() / gateways / 1e6,
                        false),
                new Limit(
                        "sockets of a gateway",
                        "sockets",
                        units.assumed("sockets of a gateway"),
                        load.sockets() / gateways,
                        false),
                new Limit("partitions", "partitions", units.assumed("partitions"), partitions, true),
                new Limit(
                        "disk of the brokers",
                        "TB",
                        brokers * units.assumed("disk of a broker") / 1e12,
                        broker.disk() / 1e12,
                        true));
        return all.stream().filter(each -> !Double.isNaN(each.share())).toList();
    }
}
