package io.livemarket.loadtest.storm;

import io.livemarket.loadtest.messages.OtherEvents;
import io.livemarket.loadtest.users.UserAccount;
import io.livemarket.loadtest.wire.Json;
import io.livemarket.loadtest.wire.Scan;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Counts the {@code user:status} events about some users, by user and by recipient. For one thread. */
public final class StatusCount implements OtherEvents {

    private static final byte[] STATUS = "user:status".getBytes(StandardCharsets.UTF_8);

    private final Set<String> people;
    private final Map<Heard, Integer> counts = new HashMap<>();
    private final Map<String, String> latest = new HashMap<>();

    private record Heard(String person, String by) {}

    /**
     * The counted events.
     *
     * @param heard events in all
     * @param people users of whom any event came
     * @param most the most events about one user that one partner received
     * @param online users whose last event was {@code online}
     * @param offline users whose last event was {@code offline}
     */
    public record Statuses(int heard, int people, int most, int online, int offline) {}

    StatusCount(Set<String> people) {
        this.people = people;
    }

    @Override
    public void heard(UserAccount user, Json arguments) {
        String person = arguments.isEvent(STATUS) ? Scan.text(arguments, "userId") : null;
        if (person != null && people.contains(person)) {
            counts.merge(new Heard(person, user.id()), 1, Integer::sum);
            latest.put(person, Scan.text(arguments, "status"));
        }
    }

    Statuses statuses() {
        int heard = counts.values().stream().mapToInt(Integer::intValue).sum();
        int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        int online = (int) latest.values().stream().filter("online"::equals).count();
        return new Statuses(heard, latest.size(), most, online, latest.size() - online);
    }
}
