package io.livemarket.chat.kafka;

import io.livemarket.chat.domain.Attachments;
import io.livemarket.chat.domain.ChatLookups;
import io.livemarket.events.chat.Attachment;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatCommand.OpenChat;
import io.livemarket.events.chat.ChatCommand.SendMessage;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The users and files that a command names and that are not yet known to the partition. Deciding the command again can
 * lead to another outcome only once one of them has arrived.
 *
 * @param until the end of the wait, in epoch milliseconds: the command is then answered even if none has arrived
 */
record MissingReferences(List<UUID> users, List<UUID> files, long until) {

    /** The users and files that the command names and that are unknown now. */
    static MissingReferences by(ChatCommand command, ChatLookups lookups, long until) {
        return switch (command) {
            case OpenChat open -> new MissingReferences(unknownUsers(open.participants(), lookups), List.of(), until);
            case SendMessage send ->
                new MissingReferences(
                        send.to() == null ? List.of() : unknownUsers(List.of(send.to()), lookups),
                        unknownFiles(send.attachments(), lookups),
                        until);
            default -> new MissingReferences(List.of(), List.of(), until);
        };
    }

    private static List<UUID> unknownUsers(@Nullable List<UUID> named, ChatLookups lookups) {
        return named == null
                ? List.of()
                : named.stream()
                        .filter(Objects::nonNull)
                        .filter(user -> !lookups.userExists(user))
                        .toList();
    }

    private static List<UUID> unknownFiles(@Nullable List<Attachment> named, Attachments.Files files) {
        return named == null
                ? List.of()
                : named.stream()
                        .filter(Objects::nonNull)
                        .map(Attachment::fileId)
                        .filter(Objects::nonNull)
                        .filter(file -> files.file(file).isEmpty())
                        .toList();
    }

    /** Whether at least one of the users or files is known now. */
    boolean anyArrived(ReferenceData reference) {
        return users.stream().anyMatch(reference::userExists)
                || files.stream().anyMatch(file -> reference.file(file).isPresent());
    }
}
