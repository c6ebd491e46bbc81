package io.livemarket.chat.domain;

import io.livemarket.chat.domain.Chat.Open;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.errors.ErrorCode;
import java.util.Optional;
import java.util.UUID;

/**
 * The refusals between two users: for a deleted account or a block. If either account is deleted, the refusal is
 * {@code user_deleted}, whatever the blocks. If the actor blocks the other user, it is {@code you_blocked}, whether or
 * not the other user blocks the actor as well; if only the other user blocks, it is {@code blocked}.
 */
final class BlockRules {

    private BlockRules() {}

    /** The refusal of a private chat between two users; empty when they may have one. */
    static Optional<ErrorCode> between(UUID actor, UUID other, ChatLookups lookups) {
        if (lookups.userDeleted(actor) || lookups.userDeleted(other)) {
            return Optional.of(ErrorCode.USER_DELETED);
        }
        if (!lookups.blockBetween(actor, other)) {
            return Optional.empty();
        }
        return Optional.of(lookups.blocks(actor, other) ? ErrorCode.YOU_BLOCKED : ErrorCode.BLOCKED);
    }

    /**
     * The refusal of a new chat of the actor with these participants; empty when it may be opened. A deleted account
     * goes before a block, and the actor's own block before another user's.
     */
    static Optional<ErrorCode> among(UUID actor, Iterable<UUID> participants, ChatLookups lookups) {
        Optional<ErrorCode> refusal = Optional.empty();
        for (UUID other : participants) {
            Optional<ErrorCode> block = between(actor, other, lookups);
            if (block.filter(ErrorCode.USER_DELETED::equals).isPresent()) {
                return block;
            }
            if (block.isPresent()
                    && refusal.filter(ErrorCode.YOU_BLOCKED::equals).isEmpty()) {
                refusal = block;
            }
        }
        return refusal;
    }

    /**
     * The refusal of an actor's change to an open chat; empty when it is allowed. A block or a deleted account closes a
     * private chat to both participants; a group stays open to all members whose account is not deleted.
     */
    static Optional<ErrorCode> in(Open open, UUID actor, ChatLookups lookups) {
        if (lookups.userDeleted(actor)) {
            return Optional.of(ErrorCode.USER_DELETED);
        }
        if (open.type() == ChatType.PRIVATE) {
            for (Participant participant : open.participants()) {
                Optional<ErrorCode> block = between(actor, participant.userId(), lookups);
                if (block.isPresent()) {
                    return block;
                }
            }
        }
        return Optional.empty();
    }
}
