package io.livemarket.presence.kafka;

import io.livemarket.events.Ids;
import io.livemarket.events.presence.PartnerFact.PartnersMet;
import io.livemarket.events.presence.PartnerFact.PartnersParted;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The groups of each user, by which two users stay partners after one of them left another group. Users of a private
 * chat stay partners for ever. The facts of different users are read in any order. Thread-safe.
 */
final class SharedGroups {

    private final Map<UUID, Set<UUID>> groups = new ConcurrentHashMap<>();
    /** The users who left each group, and have not joined it again. */
    private final Map<UUID, Set<UUID>> left = new ConcurrentHashMap<>();
    /** The pairs with a private chat about something, each as the id that their chat about nothing has. */
    private final Set<UUID> pairs = ConcurrentHashMap.newKeySet();

    private final Predicate<UUID> known;

    /** @param known whether there is a chat with this id */
    SharedGroups(Predicate<UUID> known) {
        this.known = known;
    }

    void met(PartnersMet met) {
        if (isGroup(met)) {
            groups.computeIfAbsent(met.userId(), _ -> ConcurrentHashMap.newKeySet())
                    .add(met.chatId());
            left.computeIfPresent(met.chatId(), (_, users) -> without(users, met.userId()));
        } else {
            UUID pair = Ids.privateChat(met.userId(), met.partners().getFirst());
            if (!pair.equals(met.chatId())) {
                pairs.add(pair);
            }
        }
    }

    /** Whether the user is known to be in the group of this meeting; true for a private chat. */
    boolean contains(PartnersMet met) {
        return !isGroup(met) || groups.getOrDefault(met.userId(), Set.of()).contains(met.chatId());
    }

    /** A fact of an earlier version does not name a group: one with a single partner counts as a private chat. */
    private static boolean isGroup(PartnersMet met) {
        return Boolean.TRUE.equals(met.group()) || met.partners().size() != 1;
    }

    void parted(PartnersParted parted) {
        if (parted.left()) {
            groups.computeIfPresent(parted.userId(), (_, chats) -> without(chats, parted.chatId()));
            left.computeIfAbsent(parted.chatId(), _ -> ConcurrentHashMap.newKeySet())
                    .add(parted.userId());
        }
    }

    private static Set<UUID> without(Set<UUID> set, UUID one) {
        set.remove(one);
        return set;
    }

    boolean hasLeft(UUID user, UUID chat) {
        Set<UUID> users = left.get(chat);
        return users != null && users.contains(user);
    }

    /** Whether two users share a private chat, or a group beside the one that one of them left. */
    boolean stillMeet(UUID one, UUID other, UUID parted) {
        UUID pair = Ids.privateChat(one, other);
        if (known.test(pair) || pairs.contains(pair)) {
            return true;
        }
        Set<UUID> others = groups.getOrDefault(other, Set.of());
        return groups.getOrDefault(one, Set.of()).stream()
                .anyMatch(group -> !group.equals(parted) && others.contains(group));
    }
}
