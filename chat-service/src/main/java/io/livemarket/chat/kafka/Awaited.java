package io.livemarket.chat.kafka;

import io.livemarket.chat.domain.Attachments;
import io.livemarket.chat.domain.Known;
import io.livemarket.events.chat.Attachment;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatCommand.OpenChat;
import io.livemarket.events.chat.ChatCommand.SendMessage;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * The users and files that a command names and that are not known yet. Deciding the command again can lead to another
 * decision only once one of them has come.
 *
 * @param until when the command is decided although none has come, in epoch milliseconds
 */
record Awaited(List<UUID> users, List<UUID> files, long until) {

    /** What the command names and is not known. */
    static Awaited by(ChatCommand command, Known known, long until) {
        return switch (command) {
            case OpenChat open -> new Awaited(unknownUsers(open.participants(), known), List.of(), until);
            case SendMessage send ->
                new Awaited(
                        send.to() == null ? List.of() : unknownUsers(List.of(send.to()), known),
                        unknownFiles(send.attachments(), known),
                        until);
            default -> new Awaited(List.of(), List.of(), until);
        };
    }

    private static List<UUID> unknownUsers(List<UUID> named, Known known) {
        return named == null
                ? List.of()
                : named.stream()
                        .filter(Objects::nonNull)
                        .filter(user -> !known.userExists(user))
                        .toList();
    }

    private static List<UUID> unknownFiles(List<Attachment> named, Attachments.Files files) {
        return named == null
                ? List.of()
                : named.stream()
                        .filter(Objects::nonNull)
                        .map(Attachment::fileId)
                        .filter(Objects::nonNull)
                        .filter(file -> files.file(file).isEmpty())
                        .toList();
    }

    /** Whether one of them is known by now. */
    boolean hasCome(ReferenceData reference) {
        return users.stream().anyMatch(reference::userExists)
                || files.stream().anyMatch(file -> reference.file(file).isPresent());
    }
}
