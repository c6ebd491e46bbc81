package io.livemarket.kit.backup;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Checks that no record is written to the topics. Only then the ends of all partitions are of one time: an event and
 * the journal's record of the transaction that wrote both, a command and the events that it led to.
 */
final class QuietLogs {

    private static final Duration TRANSACTIONS_END_WITHIN = Duration.ofSeconds(60);
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(200);
    private static final int NAMED = 5;

    private final Cluster cluster;
    private final Collection<TopicPartition> partitions;
    private final Map<TopicPartition, Long> ends;

    private QuietLogs(Cluster cluster, Collection<TopicPartition> partitions, Map<TopicPartition, Long> ends) {
        this.cluster = cluster;
        this.partitions = partitions;
        this.ends = ends;
    }

    /**
     * Waits until open transactions have ended, and watches the ends.
     *
     * @param watch the time of watching; gateways and presence-service write a heartbeat every 3 s
     * @throws BackupRefusedException when a record is written meanwhile, or a transaction stays open for a minute
     */
    static QuietLogs watched(Cluster cluster, Collection<TopicPartition> partitions, Duration watch)
            throws InterruptedException {
        QuietLogs quiet = new QuietLogs(cluster, partitions, withoutTransactions(cluster, partitions));
        long until = System.nanoTime() + watch.toNanos();
        while (System.nanoTime() < until) {
            Thread.sleep(LOOK_AGAIN_AFTER);
        }
        quiet.requireUnchanged();
        return quiet;
    }

    /**
     * The ends, once no transaction is open. A service that was killed may have left a transaction, which the broker
     * aborts after its timeout of 10 s.
     */
    private static Map<TopicPartition, Long> withoutTransactions(Cluster cluster, Collection<TopicPartition> partitions)
            throws InterruptedException {
        long until = System.nanoTime() + TRANSACTIONS_END_WITHIN.toNanos();
        while (true) {
            Map<TopicPartition, Long> committed = cluster.ends(partitions, IsolationLevel.READ_COMMITTED);
            if (committed.equals(cluster.ends(partitions, IsolationLevel.READ_UNCOMMITTED))) {
                return committed;
            }
            if (System.nanoTime() > until) {
                throw new BackupRefusedException(
                        "A transaction is still open after " + TRANSACTIONS_END_WITHIN.toSeconds()
                                + " s: services run, or a tool holds it (kafka-transactions.sh find-hanging)");
            }
            Thread.sleep(LOOK_AGAIN_AFTER);
        }
    }

    /** The end of each partition. */
    Map<TopicPartition, Long> ends() {
        return ends;
    }

    /** @throws BackupRefusedException when a record was written */
    void requireUnchanged() throws InterruptedException {
        Map<TopicPartition, Long> now = cluster.ends(partitions, IsolationLevel.READ_UNCOMMITTED);
        if (!now.equals(ends)) {
            List<String> grown = new TreeSet<>(ends.keySet().stream()
                            .filter(each -> !Objects.equals(ends.get(each), now.get(each)))
                            .map(TopicPartition::topic)
                            .toList())
                    .stream().limit(NAMED).toList();
            throw new BackupRefusedException(
                    "Services run: " + grown + " are written to. Copies of partitions are of one moment "
                            + "only while nothing writes; stop the services, the gateways first, and leave Kafka running");
        }
    }
}
