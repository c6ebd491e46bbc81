package io.livemarket.kit.admin;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The status of one instance of a service.
 *
 * @param service the service's name, such as {@code chat-service}
 * @param instance the instance's name, unique in the cluster; its address where it does not answer
 * @param startedAt the time of its start; absent where it does not answer
 * @param health {@code UP}, {@code OUT_OF_SERVICE} while it catches up, {@code DOWN}, or {@link #UNREACHABLE}
 * @param parts the health of its parts, by name
 * @param connections the number of open sockets; absent for a service without sockets
 * @param lag the consumer lag by Kafka client: the records between the position and the end, of the client's worst
 *     partition
 * @param figures the counters of the instance
 */
public record InstanceStatus(
        String service,
        String instance,
        @Nullable Instant startedAt,
        String health,
        Map<String, PartHealth> parts,
        @Nullable Long connections,
        Map<String, Long> lag,
        Figures figures) {

    /** The health of an instance that did not answer. */
    public static final String UNREACHABLE = "UNREACHABLE";
    /** The health of an instance whose parts all work. */
    public static final String UP = "UP";

    /**
     * The health of one part of an instance.
     *
     * @param details figures; never content, a token or an e-mail address
     */
    public record PartHealth(String health, Map<String, Object> details) {}

    /**
     * The counters of an instance.
     *
     * @param perSecond the rates over the last second: {@code requests}, {@code commandsDecided}, {@code recordsRead},
     *     {@code recordsWritten}, {@code socketEvents}, {@code framesSent}, where the service has them
     * @param deadLetters the records sent to dead letter topics since the start
     */
    public record Figures(Map<String, Double> perSecond, long deadLetters) {}

    /** The status of an instance that did not answer. */
    public static InstanceStatus unreachable(String service, String address) {
        return new InstanceStatus(
                service, address, null, UNREACHABLE, Map.of(), null, Map.of(), new Figures(Map.of(), 0));
    }
}
