package io.livemarket.chat.domain;

import io.livemarket.events.chat.ChatRole;
import io.livemarket.events.chat.ParticipantRole;
import io.livemarket.events.chat.Subject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The roles of the two participants of a private chat with a subject, or with a person of support. */
final class Roles {

    private Roles() {}

    /**
     * The roles in a new chat; empty where neither participant sells the listing. The seller of a known listing is the
     * seller, and the other one the buyer. Of a listing that the platform does not know, the opener is the buyer. In a
     * chat about anything else both are members.
     */
    static Optional<List<ParticipantRole>> of(Subject subject, UUID opener, UUID other, ChatLookups lookups) {
        if (!subject.type().equals(Subject.LISTING)) {
            return Optional.of(
                    List.of(new ParticipantRole(opener, ChatRole.MEMBER), new ParticipantRole(other, ChatRole.MEMBER)));
        }
        UUID seller = subject.productId()
                .flatMap(lookups::product)
                .map(ListedProduct::sellerId)
                .orElse(other);
        if (!seller.equals(opener) && !seller.equals(other)) {
            return Optional.empty();
        }
        return Optional.of(List.of(
                new ParticipantRole(opener, seller.equals(opener) ? ChatRole.SELLER : ChatRole.BUYER),
                new ParticipantRole(other, seller.equals(other) ? ChatRole.SELLER : ChatRole.BUYER)));
    }

    /**
     * The roles in a new chat with a person of support. The other participant is the seller of a known listing that the
     * chat is about, or else a member, because nothing is sold in such a chat.
     */
    static List<ParticipantRole> withSupport(
            @Nullable Subject subject, List<UUID> participants, UUID support, ChatLookups lookups) {
        Optional<UUID> seller = Optional.ofNullable(subject)
                .flatMap(Subject::productId)
                .flatMap(lookups::product)
                .map(ListedProduct::sellerId);
        return participants.stream()
                .map(user -> new ParticipantRole(
                        user,
                        user.equals(support)
                                ? ChatRole.SUPPORT
                                : seller.filter(user::equals).isPresent() ? ChatRole.SELLER : ChatRole.MEMBER))
                .toList();
    }

    /** The role of a user among these; absent without one. */
    static @Nullable ChatRole of(UUID userId, @Nullable List<ParticipantRole> roles) {
        if (roles != null) {
            for (ParticipantRole each : roles) {
                if (each.userId().equals(userId)) {
                    return each.role();
                }
            }
        }
        return null;
    }
}
