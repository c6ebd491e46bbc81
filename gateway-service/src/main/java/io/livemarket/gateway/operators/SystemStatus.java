package io.livemarket.gateway.operators;

import io.livemarket.kit.admin.InstanceStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The status of the whole system.
 *
 * @param at the time of the query
 * @param health {@code UP} when every instance is up; {@code DEGRADED} while every service has an instance that is up;
 *     {@code DOWN} otherwise
 * @param connections open sockets of all gateways that answered
 * @param perSecond the rates of all instances, summed
 * @param instances by service and name
 */
record SystemStatus(
        Instant at, String health, long connections, Map<String, Double> perSecond, List<InstanceStatus> instances) {

    private static final Comparator<InstanceStatus> ORDER =
            Comparator.comparing(InstanceStatus::service).thenComparing(InstanceStatus::instance);

    /** Combines the answers of instances; an instance that answered at several addresses counts once. */
    static SystemStatus of(Instant at, Collection<InstanceStatus> answers) {
        Map<String, InstanceStatus> once = new LinkedHashMap<>();
        answers.forEach(answer -> once.putIfAbsent(answer.service() + "/" + answer.instance(), answer));
        List<InstanceStatus> instances = once.values().stream().sorted(ORDER).toList();
        Map<String, Double> rates = new TreeMap<>();
        instances.forEach(instance -> instance.figures()
                .perSecond()
                .forEach((name, rate) ->
                        rates.merge(name, rate, (one, other) -> Math.round((one + other) * 10) / 10.0)));
        long connections = instances.stream()
                .map(InstanceStatus::connections)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sum();
        return new SystemStatus(at, health(instances), connections, rates, instances);
    }

    private static String health(List<InstanceStatus> instances) {
        Map<String, Boolean> anyUp = new LinkedHashMap<>();
        instances.forEach(instance -> anyUp.merge(instance.service(), isUp(instance), Boolean::logicalOr));
        if (instances.stream().allMatch(SystemStatus::isUp)) {
            return InstanceStatus.UP;
        }
        return anyUp.containsValue(false) ? "DOWN" : "DEGRADED";
    }

    private static boolean isUp(InstanceStatus instance) {
        return InstanceStatus.UP.equals(instance.health());
    }
}
