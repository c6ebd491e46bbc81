package io.livemarket.presence.kafka;

import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.presence.PartnerFact;
import io.livemarket.events.presence.PartnerFact.PartnersMet;
import io.livemarket.events.presence.PartnerFact.PartnersParted;
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
    private final SharedGroups shared = new SharedGroups(participants::containsKey);

    /** Applies a record of {@code presence.partners}. */
    public void read(ConsumerRecord<String, byte[]> record) {
        FACTS.read(record.headers(), record.value()).ifPresent(this::apply);
    }

    /** Applies a fact; a known fact changes nothing. */
    void apply(PartnerFact fact) {
        switch (fact) {
            case PartnersMet met -> {
                shared.met(met);
                partners.merge(met.userId(), met.partners().toArray(UUID[]::new), ChatPartners::latest);
                List<UUID> all = new ArrayList<>(met.partners());
                all.add(met.userId());
                participants.merge(met.chatId(), all.toArray(UUID[]::new), ChatPartners::union);
            }
            case PartnersParted parted -> {
                shared.parted(parted);
                List<UUID> gone = parted.partners().stream()
                        .filter(other -> !shared.stillMeet(parted.userId(), other, parted.chatId()))
                        .toList();
                partners.computeIfPresent(parted.userId(), (_, known) -> without(known, gone));
            }
        }
    }

    /** Whether a fact was applied before; false too for partners beyond {@link #MOST_PARTNERS}, which are not kept. */
    public boolean contains(PartnersMet met) {
        return participants.containsKey(met.chatId())
                && shared.contains(met)
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

    private static UUID[] union(UUID[] known, UUID[] more) {
        List<UUID> before = Arrays.asList(known);
        UUID[] added =
                Arrays.stream(more).filter(user -> !before.contains(user)).toArray(UUID[]::new);
        return added.length == 0
                ? known
                : Stream.concat(before.stream(), Arrays.stream(added)).toArray(UUID[]::new);
    }

    private static UUID[] without(UUID[] known, List<UUID> gone) {
        return gone.isEmpty()
                ? known
                : Arrays.stream(known)
                        .filter(partner -> !gone.contains(partner))
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
        return known == null
                ? List.of()
                : Arrays.stream(known)
                        .filter(user -> !shared.hasLeft(user, chat))
                        .toList();
    }
}
