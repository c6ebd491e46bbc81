package io.livemarket.presence.kafka;

import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.presence.PartnerFact;
import io.livemarket.events.presence.PartnerFact.PartnersMet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Who shares a chat with whom, in memory: the latest partners of each user, and the participants of each chat, both
 * folded from {@code presence.partners}. Thread-safe.
 */
public final class Company {

    /** Of a user with more partners the latest are notified of a change; the others ask. */
    static final int MOST_PARTNERS = 2_000;

    private static final UUID[] NONE = {};
    private static final EventCodec<PartnerFact> FACTS = EventCodec.of(PartnerFact.class);

    private final Map<UUID, UUID[]> partners = new ConcurrentHashMap<>();
    private final Map<UUID, UUID[]> participants = new ConcurrentHashMap<>();

    /** Takes a record of the partners' topic. */
    public void read(ConsumerRecord<String, byte[]> record) {
        FACTS.read(record.headers(), record.value()).ifPresent(this::apply);
    }

    /** Takes a fact; one that is known changes nothing. */
    void apply(PartnerFact fact) {
        switch (fact) {
            case PartnersMet met -> {
                partners.merge(met.userId(), met.partners().toArray(UUID[]::new), Company::latest);
                List<UUID> all = new ArrayList<>(met.partners());
                all.add(met.userId());
                participants.putIfAbsent(met.chatId(), all.toArray(UUID[]::new));
            }
        }
    }

    /** Whether a fact was read before; false also for partners of so many that they are remembered no more. */
    public boolean knows(PartnersMet met) {
        return participants.containsKey(met.chatId())
                && new HashSet<>(List.of(partners.getOrDefault(met.userId(), NONE))).containsAll(met.partners());
    }

    /** Looks the few new ones up in an array: a user of very many chats is read in no longer than others. */
    private static UUID[] latest(UUID[] known, UUID[] more) {
        List<UUID> before = Arrays.asList(known);
        List<UUID> added = Arrays.stream(more)
                .filter(partner -> !before.contains(partner))
                .distinct()
                .toList();
        if (added.isEmpty()) {
            return known;
        }
        return Stream.concat(before.stream(), added.stream())
                .skip(Math.max(0, known.length + added.size() - MOST_PARTNERS))
                .toArray(UUID[]::new);
    }

    /** The latest partners of a user, in the order in which they were met. */
    List<UUID> partnersOf(UUID user) {
        UUID[] known = partners.get(user);
        return known == null ? List.of() : List.of(known);
    }

    /** The participants of a chat; empty for an unknown one. */
    List<UUID> participantsOf(UUID chat) {
        UUID[] known = participants.get(chat);
        return known == null ? List.of() : List.of(known);
    }
}
