package io.livemarket.kit.admin;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one instance of a service is.
 *
 * @param service such as {@code chat-service}
 * @param instance unique in the cluster; its address where it does not answer
 * @param startedAt null where it does not answer
 * @param health {@code UP}, {@code OUT_OF_SERVICE} while it catches up, {@code DOWN}, or {@link #UNREACHABLE}
 * @param parts by name
 * @param connections open sockets; null for a service that has none
 * @param lag records behind the end of their partitions, by Kafka client; the worst partition of each
 * @param figures what the instance counts
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

    /** The health of an instance that gave no answer. */
    public static final String UNREACHABLE = "UNREACHABLE";
    /** The health of an instance that does all that it is for. */
    public static final String UP = "UP";

    /**
     * One part of an instance.
     *
     * @param details figures; they hold no content, token or e-mail
     */
    public record PartHealth(String health, Map<String, Object> details) {}

    /**
     * What an instance counts.
     *
     * @param perSecond over the last second: {@code requests}, {@code commandsDecided}, {@code recordsRead},
     *     {@code recordsWritten}, {@code socketEvents}, {@code framesSent}, where the service has them
     * @param deadLetters records sent to a dead letter topic since the start
     */
    public record Figures(Map<String, Double> perSecond, long deadLetters) {}

    /** The status of an instance that gave no answer. */
    public static InstanceStatus unreachable(String service, String address) {
        return new InstanceStatus(
                service, address, null, UNREACHABLE, Map.of(), null, Map.of(), new Figures(Map.of(), 0));
    }
}
