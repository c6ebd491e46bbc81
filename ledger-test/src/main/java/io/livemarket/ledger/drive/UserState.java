package io.livemarket.ledger.drive;

import io.livemarket.loadtest.users.UserAccount;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The state that the devices of one user share. Used by the event loop's thread alone, but for the account. */
final class UserState {

    private static final int REMEMBERED = 20;

    private final UserAccount account;
    private final UUID id;
    private final List<UUID> chats = new ArrayList<>();
    private final Map<UUID, Set<Long>> seqs = new HashMap<>();
    private final Map<UUID, Long> contiguous = new HashMap<>();
    private final Map<UUID, Long> confirmed = new HashMap<>();
    private final List<OwnMessage> own = new ArrayList<>();

    /** A message of the user's that was acknowledged. */
    record OwnMessage(UUID chatId, UUID id) {}

    UserState(UserAccount account) {
        this.account = account;
        this.id = UUID.fromString(account.id());
    }

    UserAccount account() {
        return account;
    }

    UUID id() {
        return id;
    }

    /** The chats that the user is in; complete before the first device connects. */
    List<UUID> chats() {
        return chats;
    }

    /** Notes that a socket of the user's got the message at this place, or that the user sent it. */
    void has(UUID chat, long seq) {
        Set<Long> known = seqs.computeIfAbsent(chat, _ -> new HashSet<>());
        known.add(seq);
        long upTo = contiguous.getOrDefault(chat, 0L);
        while (known.contains(upTo + 1)) {
            upTo++;
        }
        contiguous.put(chat, upTo);
    }

    /** The {@code seq} up to which the user's sockets got every message. */
    long upTo(UUID chat) {
        return contiguous.getOrDefault(chat, 0L);
    }

    /** Notes that a receipt of the user's came back as decided. */
    void confirmed(UUID chat, long upToSeq) {
        confirmed.merge(chat, upToSeq, Math::max);
    }

    Map<UUID, Long> confirmed() {
        return confirmed;
    }

    void sent(UUID chat, UUID message) {
        own.add(new OwnMessage(chat, message));
        if (own.size() > REMEMBERED) {
            own.removeFirst();
        }
    }

    List<OwnMessage> own() {
        return own;
    }
}
