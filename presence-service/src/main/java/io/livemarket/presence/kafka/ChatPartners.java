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
 * The latest chat partners of each user and the participants of each chat, in memory: the fold of
 * {@code presence.partners}. Thread-safe.
 */
public final class ChatPartners {

    /** The most partners that are notified of a user's changes: the latest ones. Other partners have to query. */
    static final int MOST_PARTNERS = 2_000;

    private static final UUID[] NONE = {};
    private static final EventCodec<PartnerFact> FACTS = EventCodec.of(PartnerFact.class);

    private final Map<UUID, UUID[]> partners = new ConcurrentHashMap<>();
    private final Map<UUID, UUID[]> participants = new ConcurrentHashMap<>();

    /** Applies a record of {@code presence.partners}. */
    public void read(ConsumerRecord<String, byte[]> record) {
        FACTS.read(record.headers(), record.value()).ifPresent(this::apply);
    }

    /** Applies a fact; a known fact changes nothing. */
    void apply(PartnerFact fact) {
        switch (fact) {
            case PartnersMet met -> {
                partners.merge(met.userId(), met.partners().toArray(UUID[]::new), ChatPartners::latest);
                List<UUID> all = new ArrayList<>(met.partners());
                all.add(met.userId());
                participants.putIfAbsent(met.chatId(), all.toArray(UUID[]::new));
            }
        }
    }

    /** Whether a fact was applied before; false too for partners beyond {@link #MOST_PARTNERS}, which are not kept. */
    public boolean contains(PartnersMet met) {
        return participants.containsKey(met.chatId())
                && new HashSet<>(List.of(partners.getOrDefault(met.userId(), NONE))).containsAll(met.partners());
    }

    /**
     * The latest partners of both arrays. The few new partners are looked up in the array of the known ones, so that a
     * user with very many chats costs no more than others.
     */
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
