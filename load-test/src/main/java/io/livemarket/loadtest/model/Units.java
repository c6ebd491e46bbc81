package io.livemarket.loadtest.model;

import io.livemarket.loadtest.SetUpException;
import io.livemarket.loadtest.costs.Cost;
import io.livemarket.loadtest.costs.CostsFile;
import io.livemarket.loadtest.costs.Memory;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The model's view of {@code costs.json}. Of the two sizes at which a unit was measured the larger one counts. A
 * message in a group costs as much as a message of two people, and for each further member the cost of one between the
 * two sizes of groups: both were sent at one rate, so that the saving of a batch does not look like the cost of a
 * member.
 */
final class Units {

    private static final String MESSAGE = "message";
    private static final String GROUP = "message in a group";
    private static final String ONLINE = "user who comes online";
    private static final String OFFLINE = "user who goes offline";

    private final CostsFile file;
    private final double membersMore;
    private final Set<String> missing = new TreeSet<>();

    /** @param groupSize participants of a message's chat */
    Units(CostsFile file, double groupSize) {
        this.file = file;
        this.membersMore = groupSize - 2;
    }

    /** The cost at the larger size; a cost without figures when the unit was not measured. */
    Cost of(String unit) {
        List<Cost> sizes = sizes(unit);
        return sizes.isEmpty() ? missing(unit) : sizes.getLast().withoutCredits();
    }

    private List<Cost> sizes(String unit) {
        return file.costs().stream().filter(each -> each.of().equals(unit)).toList();
    }

    private Cost missing(String unit) {
        missing.add("a " + unit);
        return Cost.none(unit);
    }

    /** Units that were asked for so far and are not in the file. */
    Set<String> missing() {
        return missing;
    }

    /** Whether the CPU of a part for a message was measured. */
    boolean knows(String part) {
        return of(MESSAGE).cpu().containsKey(part);
    }

    /** Microseconds of a part for a message. */
    double cpu(String part) {
        return message(Cost::cpu, part);
    }

    /** Microseconds of a part for a user who comes online and goes offline again. */
    double session(String part) {
        return session(Cost::cpu, part);
    }

    /** Bytes of a session that producers send to the broker, of all topics. */
    double sessionIn() {
        return Model.sum(of(ONLINE).in()) + Model.sum(of(OFFLINE).in());
    }

    /** Bytes that a session adds to a topic, for one reader. */
    double sessionIn(String topic) {
        return session(Cost::in, topic);
    }

    /** Bytes of a topic that the broker sent for a session, where they were measured. */
    double sessionOut(String topic) {
        return session(Cost::out, topic);
    }

    private double session(Function<Cost, Map<String, Double>> figures, String name) {
        return figures.apply(of(ONLINE)).getOrDefault(name, 0.0)
                + figures.apply(of(OFFLINE)).getOrDefault(name, 0.0);
    }

    /** Microseconds of a part for a second of an idle system. */
    double idle(String part) {
        return of("second of an idle system").cpu().getOrDefault(part, 0.0);
    }

    /** Topics to which a message adds bytes. */
    Set<String> topics() {
        Set<String> topics = new TreeSet<>(of(MESSAGE).log().keySet());
        sizes(GROUP).forEach(group -> topics.addAll(group.log().keySet()));
        return topics;
    }

    /** Bytes that a message adds to a topic. */
    double log(String topic) {
        return message(Cost::log, topic);
    }

    /** Bytes of a message that producers send to the broker, of all topics. */
    double in() {
        return of(MESSAGE).in().keySet().stream()
                .mapToDouble(topic -> message(Cost::in, topic))
                .sum();
    }

    /** Bytes that a message adds to a topic, for one reader. */
    double in(String topic) {
        return message(Cost::in, topic);
    }

    /** Bytes of a topic that the broker sent for a message, where they were measured. */
    double out(String topic) {
        return message(Cost::out, topic);
    }

    /** Topics that consumers read for a message or a session. */
    Set<String> read() {
        Set<String> read = new TreeSet<>(of(MESSAGE).out().keySet());
        read.addAll(of(ONLINE).out().keySet());
        read.addAll(of(OFFLINE).out().keySet());
        return read;
    }

    /** Bytes of documents that a message adds. */
    double store() {
        if (of(MESSAGE).store().isEmpty()) {
            missing.add("the documents of a message");
        }
        return of(MESSAGE).store().keySet().stream()
                .mapToDouble(database -> message(Cost::store, database))
                .sum();
    }

    private double message(Function<Cost, Map<String, Double>> figures, String name) {
        double two = figures.apply(of(MESSAGE)).getOrDefault(name, 0.0);
        if (membersMore == 0) {
            return two;
        }
        List<Cost> groups = sizes(GROUP);
        if (groups.size() < 2) {
            missing.add("a " + GROUP);
            return two;
        }
        double small = figures.apply(groups.getFirst()).getOrDefault(name, 0.0);
        double large = figures.apply(groups.getLast()).getOrDefault(name, 0.0);
        double members = members(groups.getLast()) - members(groups.getFirst());
        return Math.max(0, two + membersMore * Math.max(0, large - small) / members);
    }

    private static double members(Cost group) {
        return Double.parseDouble(group.at().split(" ")[0]);
    }

    /** Heap of an idle part, in bytes; not a number when it was not measured. */
    double heap(String part) {
        return file.memory().stream()
                .filter(each -> each.at().equals("empty"))
                .map(each -> each.heap().get(part))
                .filter(Objects::nonNull)
                .mapToDouble(Long::doubleValue)
                .findFirst()
                .orElse(Double.NaN);
    }

    /** Heap of the gateway for a socket. */
    double heapOfSocket() {
        List<Memory> open = file.memory().stream()
                .filter(each -> each.at().endsWith("idle sockets more"))
                .toList();
        if (open.size() < 2) {
            return assumed("heap of a socket");
        }
        Memory few = open.getFirst();
        Memory many = open.getLast();
        return (double) (many.heap().getOrDefault("gateway", 0L) - few.heap().getOrDefault("gateway", 0L))
                / (many.sockets() - few.sockets());
    }

    /** The increase per chat between the two fillings, with its share of users and messages; 0 without two fillings. */
    double ofChat(Function<Memory, Map<String, Long>> figures, String name) {
        List<Memory> filled = filled();
        if (filled.size() < 2) {
            return 0;
        }
        Memory small = filled.getFirst();
        Memory large = filled.getLast();
        long added = figures.apply(large).getOrDefault(name, 0L)
                - figures.apply(small).getOrDefault(name, 0L);
        return Math.max(0, (double) added / (large.chats() - small.chats()));
    }

    /** Whether the increase per chat was measured. */
    boolean knowsChats() {
        return filled().size() > 1;
    }

    private List<Memory> filled() {
        return file.memory().stream().filter(each -> each.chats() > 0).toList();
    }

    /** A figure that is taken from elsewhere. */
    double assumed(String name) {
        return file.assumptions().stream()
                .filter(each -> each.name().equals(name))
                .mapToDouble(CostsFile.Assumption::value)
                .findFirst()
                .orElseThrow(() -> new SetUpException("costs.json does not assume: " + name));
    }
}
