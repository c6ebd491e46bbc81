package io.livemarket.loadtest.model;

import io.livemarket.events.kafka.Topic;
import io.livemarket.events.kafka.Topics;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The broker's part of a load: traffic by the number of readers, and disk by the retention of each topic. */
final class Traffic {

    private static final double GATEWAYS_MEASURED = 2;
    private static final double FEEDS_MEASURED = 2;
    private static final double COMPACTED_DAYS = 1;

    /** Topics that every gateway reads whole. */
    private static final Set<String> ALL_GATEWAYS = Set.of(
            Topics.CHAT_EVENTS.name(),
            Topics.NOTIFICATIONS_EVENTS.name(),
            Topics.PRESENCE_EVENTS.name(),
            Topics.MODERATION_EVENTS.name(),
            Topics.PRESENCE_TYPING.name());

    private final Load load;
    private final Units units;
    private final double gateways;
    private final double feeds;
    private final double replicas;

    /** @param feeds instances of the services that read all of {@code chat.events} in each instance */
    Traffic(Load load, Units units, double gateways, double feeds) {
        this.load = load;
        this.units = units;
        this.gateways = gateways;
        this.feeds = feeds;
        this.replicas = units.assumed("replicas");
    }

    Sizing.Broker broker() {
        double in = load.messagesPerSecond() * units.in() + load.connectsPerSecond() * units.sessionIn();
        double toGateways = (load.messagesPerSecond() * read() + load.connectsPerSecond() * readOfSession()) * gateways;
        double out = out(gateways);
        return new Sizing.Broker(
                in,
                in * (replicas - 1),
                out,
                toGateways,
                Math.max(3, Math.ceil(out / units.assumed("bytes of a broker"))),
                load.messagesPerSecond() * units.cpu("kafka") / 1e6,
                disk(1, false),
                disk(load.days(), true));
    }

    /** Bytes to consumers, with this number of readers of the topics that every gateway reads. */
    private double out(double readers) {
        double messages = 0;
        double sessions = 0;
        for (String topic : units.read()) {
            double more = ALL_GATEWAYS.contains(topic) ? readers - GATEWAYS_MEASURED : 0;
            more += topic.equals(Topics.CHAT_EVENTS.name()) ? feeds - FEEDS_MEASURED : 0;
            messages += Math.max(0, units.out(topic) + more * units.in(topic));
            sessions += Math.max(0, units.sessionOut(topic) + more * units.sessionIn(topic));
        }
        return load.messagesPerSecond() * messages + load.connectsPerSecond() * sessions;
    }

    /** Bytes of a message in the topics that every gateway reads. */
    private double read() {
        return ALL_GATEWAYS.stream().mapToDouble(units::in).sum();
    }

    private double readOfSession() {
        return ALL_GATEWAYS.stream().mapToDouble(units::sessionIn).sum();
    }

    /**
     * Bytes on disk.
     *
     * @param retained whether records beyond the topic's retention are left out
     */
    private double disk(double days, boolean retained) {
        double bytes = 0;
        for (String topic : units.topics()) {
            bytes += units.log(topic) * load.messagesPerDay() * (retained ? Math.min(days, kept(topic)) : days);
        }
        return bytes * replicas;
    }

    private static double kept(String topic) {
        Optional<Topic> known =
                Topics.ALL.stream().filter(each -> each.name().equals(topic)).findFirst();
        if (known.isEmpty()) {
            return COMPACTED_DAYS; // The service's own topic, which is compacted.
        }
        Duration kept = known.get().kept();
        return kept == null ? Double.MAX_VALUE : kept.toSeconds() / 86_400.0;
    }

    /**
     * The figures with a router that writes an event once for each gateway that has a participant of the chat.
     *
     * @param deliver cores of all gateways for delivering
     * @param read cores for reading each event once
     * @param idle cores of an idle gateway
     */
    Sizing.Routed routed(double deliver, double read, double idle) {
        // The assumption: every participant is connected, to a gateway at random.
        double copies = gateways * (1 - Math.pow(1 - 1 / gateways, load.groupSize()));
        // A status has as few readers as a message.
        double out = out(0)
                + (load.messagesPerSecond() * read() + load.connectsPerSecond() * readOfSession()) * (1 + copies);
        return new Sizing.Routed(copies, out, (deliver + read * copies) / gateways + idle, read * (1 + copies));
    }
}
