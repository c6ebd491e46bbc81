package io.livemarket.broker;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The settings of a single broker that starts, restarts and rebalances quickly. Durability settings are Kafka's own.
 */
final class BrokerSettings {

    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private BrokerSettings() {}

    /** @param cores processors of the machine, which all other processes share */
    static Map<String, String> of(Path logDirectory, int port, int controllerPort, int cores) {
        Map<String, String> settings = new LinkedHashMap<>();
        node(settings, logDirectory, port, controllerPort);
        oneBroker(settings);
        quickRestart(settings);
        quickRebalance(settings);
        sharedMachine(settings, cores);
        // A transaction that begins while its producer's last one is being completed is retried after this time; with
        // the default of 20 ms that is most of the latency of a busy chat-service.
        settings.put("add.partitions.to.txn.retry.backoff.ms", "1");
        settings.put("auto.create.topics.enable", "false");
        settings.put("log.cleaner.dedupe.buffer.size", "16777216");
        return settings;
    }

    private static void node(Map<String, String> settings, Path logDirectory, int port, int controllerPort) {
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE_ID));
        settings.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
        settings.put("controller.listener.names", CONTROLLER_LISTENER);
        settings.put(
                "listeners",
                "PLAINTEXT://127.0.0.1:" + port + "," + CONTROLLER_LISTENER + "://127.0.0.1:" + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
        settings.put("log.dirs", logDirectory.toString());
    }

    private static void oneBroker(Map<String, String> settings) {
        settings.put("default.replication.factor", "1");
        settings.put("min.insync.replicas", "1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "3");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "3");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "3");
    }

    /** A restart in 3–4 s after a kill instead of 12: the old registration and the old leader are given up sooner. */
    private static void quickRestart(Map<String, String> settings) {
        settings.put("broker.session.timeout.ms", "2000");
        settings.put("broker.heartbeat.interval.ms", "500");
        settings.put("controller.quorum.election.timeout.ms", "300");
        settings.put("controller.quorum.election.backoff.max.ms", "300");
    }

    /** A member that joins, leaves or dies moves its partitions in about a second (dead: ten) instead of five (45). */
    private static void quickRebalance(Map<String, String> settings) {
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("group.min.session.timeout.ms", "1000");
        for (String kind : new String[] {"consumer", "streams"}) {
            settings.put("group." + kind + ".heartbeat.interval.ms", "500");
            settings.put("group." + kind + ".min.heartbeat.interval.ms", "500");
            settings.put("group." + kind + ".session.timeout.ms", "10000");
            settings.put("group." + kind + ".min.session.timeout.ms", "6000");
            settings.put("group." + kind + ".assignment.interval.ms", "0");
            settings.put("group." + kind + ".min.assignment.interval.ms", "0");
        }
        settings.put("group.streams.initial.rebalance.delay.ms", "0");
    }

    /**
     * On two cores three threads for sockets and eight for requests mostly wake each other: with one and two, the
     * broker took 15 % less CPU for a message.
     */
    private static void sharedMachine(Map<String, String> settings, int cores) {
        settings.put("num.network.threads", Integer.toString(Math.clamp(cores / 2, 1, 3)));
        settings.put("num.io.threads", Integer.toString(Math.clamp(cores, 2, 8)));
    }
}
