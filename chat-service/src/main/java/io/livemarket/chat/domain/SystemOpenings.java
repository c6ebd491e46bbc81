package io.livemarket.chat.domain;

import static io.livemarket.chat.domain.Decision.accept;
import static io.livemarket.chat.domain.Decision.reject;
import static io.livemarket.chat.domain.Decision.unchanged;

import io.livemarket.chat.domain.Chat.Open;
import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatRole;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.ParticipantRole;
import io.livemarket.events.chat.SystemCommand.OpenChatBetween;
import io.livemarket.events.errors.ErrorCode;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Decides the chats that service accounts open: private chats between two users without a block, and groups with a
 * person of support as the first admin (decision 118). Only here does a participant get the role {@code support}.
 */
final class SystemOpenings {

    private SystemOpenings() {}

    static Decision open(Chat chat, OpenChatBetween open, ChatLookups lookups) {
        Optional<ErrorCode> malformed = open.opensGroup() ? malformedGroup(open) : malformedPair(open);
        if (malformed.isPresent()) {
            return reject(malformed.get());
        }
        if (chat instanceof Open) {
            return unchanged(chat);
        }
        Optional<ErrorCode> refusal = refusal(open, lookups);
        return refusal.isPresent()
                ? reject(refusal.get())
                : roles(open, lookups)
                        .map(roles -> accept(opened(open, roles)))
                        .orElseGet(() -> reject(ErrorCode.INVALID_PARTICIPANTS));
    }

    private static Optional<ErrorCode> malformedPair(OpenChatBetween open) {
        List<UUID> pair = open.participants();
        boolean valid = areUsers(open)
                && pair.size() == 2
                && (open.support() == null || pair.contains(open.support()))
                && (open.subject() == null || open.subject().wellFormed())
                && open.chatId().equals(Ids.privateChat(pair.get(0), pair.get(1), open.subject()));
        return valid ? Optional.empty() : Optional.of(ErrorCode.INVALID_PARTICIPANTS);
    }

    /** A group needs a person of support, since it would have no admin otherwise. */
    private static Optional<ErrorCode> malformedGroup(OpenChatBetween open) {
        if (!areUsers(open)
                || open.participants().size() < 2
                || open.support() == null
                || !open.participants().contains(open.support())) {
            return Optional.of(ErrorCode.INVALID_PARTICIPANTS);
        }
        if (open.participants().size() > MessageRules.MAX_GROUP) {
            return Optional.of(ErrorCode.GROUP_TOO_LARGE);
        }
        return open.subject() == null && MessageRules.isValidGroupName(open.name())
                ? Optional.empty()
                : Optional.of(ErrorCode.INVALID_REQUEST);
    }

    private static boolean areUsers(OpenChatBetween open) {
        List<UUID> users = open.participants();
        return users != null
                && users.stream().allMatch(Objects::nonNull)
                && new HashSet<>(users).size() == users.size()
                && !users.contains(open.actorId());
    }

    private static Optional<ErrorCode> refusal(OpenChatBetween open, ChatLookups lookups) {
        List<UUID> users = open.participants();
        if (!users.stream().allMatch(lookups::userExists)) {
            return Optional.of(ErrorCode.USER_NOT_FOUND);
        }
        if (users.stream().anyMatch(lookups::userDeleted)) {
            return Optional.of(ErrorCode.USER_DELETED);
        }
        UUID one = Objects.requireNonNullElse(open.support(), users.getFirst());
        return users.stream().anyMatch(other -> lookups.blockBetween(one, other))
                ? Optional.of(ErrorCode.BLOCKED)
                : Optional.empty();
    }

    /** The roles in the new chat, none in a chat about nothing; empty where neither participant sells the listing. */
    private static Optional<List<ParticipantRole>> roles(OpenChatBetween open, ChatLookups lookups) {
        UUID support = open.support();
        List<UUID> users = open.participants();
        if (support != null) {
            return Optional.of(
                    open.opensGroup()
                            ? List.of(new ParticipantRole(support, ChatRole.SUPPORT))
                            : Roles.withSupport(open.subject(), users, support, lookups));
        }
        return open.subject() == null
                ? Optional.of(List.of())
                : Roles.of(open.subject(), users.get(0), users.get(1), lookups);
    }

    private static ChatOpened opened(OpenChatBetween open, List<ParticipantRole> roles) {
        return new ChatOpened(
                open.chatId(),
                1,
                open.opensGroup() ? ChatType.GROUP : ChatType.PRIVATE,
                List.copyOf(open.participants()),
                open.name() == null ? null : open.name().strip(),
                open.actorId(),
                open.requestedAt(),
                open.subject(),
                roles.isEmpty() ? null : roles,
                open.opensGroup() ? open.history() : null);
    }
}
