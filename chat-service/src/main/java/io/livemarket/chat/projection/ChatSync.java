package io.livemarket.chat.projection;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The changes of a chat since a version: {@code ChatSync} of the protocol.
 *
 * @param description describes the chat to a caller that does not have it, or that has a group as it was before a
 *     change of its members, admins, invitations or name; absent for other callers
 */
public record ChatSync(
        UUID chatId,
        long version,
        long seq,
        @JsonUnwrapped Changes changes,
        List<ChatView.Receipt> receipts,
        @Nullable DealView deal,
        @JsonUnwrapped OwnPlace place,
        @JsonUnwrapped @Nullable ChatDescription description) {

    /** @param complete whether {@code messages} holds every message that was sent or changed since that version */
    public record Changes(boolean complete, List<MessageView> messages) {}

    /**
     * The answer to a caller that has the chat at a version; a caller at 0 has nothing of it and is answered with the
     * chat's description.
     */
    static ChatSync since(long version, ChatDocument chat, boolean complete, List<MessageView> messages, UUID viewer) {
        return new ChatSync(
                chat.chatId(),
                chat.version(),
                chat.seq(),
                new Changes(complete, messages),
                ChatView.receipts(chat, viewer),
                ChatView.deal(chat),
                OwnPlace.of(chat, viewer),
                version > 0 && !hasChanged(chat, version) ? null : ChatDescription.of(chat, viewer));
    }

    private static boolean hasChanged(ChatDocument chat, long since) {
        return chat.group() != null && chat.group().changedIn() > since;
    }

    /** A shorter answer: with the watermarks of the viewer alone and without the deal. */
    ChatSync withReceiptOf(UUID viewer) {
        List<ChatView.Receipt> own =
                receipts.stream().filter(r -> r.userId().equals(viewer)).toList();
        return new ChatSync(chatId, version, seq, changes, own, null, place, description);
    }

    boolean complete() {
        return changes.complete();
    }

    List<MessageView> messages() {
        return changes.messages();
    }
}
