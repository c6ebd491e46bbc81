package io.livemarket.chat.domain;

import io.livemarket.chat.domain.Chat.Open;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.errors.ErrorCode;
import java.util.Optional;
import java.util.UUID;

/**
 * What keeps a user from other users: a deleted account, or a block. Where one of both deleted the account the answer
 * is {@code user_deleted}, whatever the blocks. A user who blocks the other is answered with {@code you_blocked},
 * whether or not the other blocks as well; where the other alone blocks, the answer is {@code blocked}.
 */
final class BlockRules {

    private BlockRules() {}

    /** The refusal of a private chat of two users. */
    static Optional<ErrorCode> between(UUID actor, UUID other, Known known) {
        if (known.userDeleted(actor) || known.userDeleted(other)) {
            return Optional.of(ErrorCode.USER_DELETED);
        }
        if (!known.blockBetween(actor, other)) {
            return Optional.empty();
        }
        return Optional.of(known.blocks(actor, other) ? ErrorCode.YOU_BLOCKED : ErrorCode.BLOCKED);
    }

    /** The refusal of a chat with the user and others in it. */
    static Optional<ErrorCode> among(UUID actor, Iterable<UUID> participants, Known known) {
        Optional<ErrorCode> refusal = Optional.empty();
        for (UUID other : participants) {
            Optional<ErrorCode> block = between(actor, other, known);
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
     * The refusal of what a user does in an open chat: a block or a deletion closes a private chat to both, and no
     * group to others.
     */
    static Optional<ErrorCode> in(Open open, UUID actor, Known known) {
        if (known.userDeleted(actor)) {
            return Optional.of(ErrorCode.USER_DELETED);
        }
        if (open.type() == ChatType.PRIVATE) {
            for (Participant participant : open.participants()) {
                Optional<ErrorCode> block = between(actor, participant.userId(), known);
                if (block.isPresent()) {
                    return block;
                }
            }
        }
        return Optional.empty();
    }
}
