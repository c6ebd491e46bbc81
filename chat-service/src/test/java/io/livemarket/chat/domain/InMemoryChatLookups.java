package io.livemarket.chat.domain;

import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Look-ups in maps, which are filled from commands and their events. */
final class InMemoryChatLookups implements ChatLookups {

    private final Map<UUID, Message> messages = new HashMap<>();
    private final Map<List<Object>, Optional<FirstAnswer>> answers = new HashMap<>();
    private final Map<UUID, Attachments.SentFile> files = new HashMap<>();
    private final Set<UUID> users;
    private final Set<List<UUID>> blocks = new HashSet<>();
    private final Set<UUID> deleted = new HashSet<>();

    InMemoryChatLookups(Set<UUID> users) {
        this.users = users;
    }

    /** The look-ups as they are now, which change no more with these. */
    InMemoryChatLookups copy() {
        InMemoryChatLookups copy = new InMemoryChatLookups(users);
        copy.messages.putAll(messages);
        copy.answers.putAll(answers);
        copy.files.putAll(files);
        copy.blocks.addAll(blocks);
        copy.deleted.addAll(deleted);
        return copy;
    }

    void remember(ChatCommand command, ChatEvent event) {
        if (event instanceof MessageSent e) {
            messages.put(e.id(), new Message(e.chatId(), e.id(), e.senderId(), e.seq()));
            if (e.clientMessageId() != null) {
                answers.put(
                        List.of(e.chatId(), e.senderId(), e.clientMessageId()),
                        Optional.of(
                                FirstAnswers.of(e).withDigest(ContentDigest.of((ChatCommand.SendMessage) command))));
            }
        } else if (event instanceof MessageDeleted e) {
            messages.put(e.id(), new Message(e.chatId(), e.id(), e.senderId(), e.seq(), true, e.deletedAt()));
        }
    }

    @Override
    public Optional<Message> message(UUID messageId) {
        return Optional.ofNullable(messages.get(messageId));
    }

    @Override
    public boolean isUsed(UUID chatId, UUID senderId, String key) {
        return answers.containsKey(List.of(chatId, senderId, key));
    }

    @Override
    public Optional<FirstAnswer> firstAnswer(UUID chatId, UUID senderId, String key) {
        return answers.getOrDefault(List.of(chatId, senderId, key), Optional.empty());
    }

    /** Drops all first answers, as after their retention. */
    void dropAnswers() {
        answers.replaceAll((_, _) -> Optional.empty());
    }

    void stored(UUID fileId, Attachments.SentFile file) {
        files.put(fileId, file);
    }

    @Override
    public Optional<Attachments.SentFile> file(UUID fileId) {
        return Optional.ofNullable(files.get(fileId));
    }

    @Override
    public boolean userExists(UUID userId) {
        return users.contains(userId);
    }

    @Override
    public boolean userDeleted(UUID userId) {
        return deleted.contains(userId);
    }

    @Override
    public boolean blockBetween(UUID one, UUID other) {
        return blocks(one, other) || blocks(other, one);
    }

    @Override
    public boolean blocks(UUID blocker, UUID other) {
        return blocks.contains(List.of(blocker, other));
    }

    void delete(UUID user) {
        deleted.add(user);
    }

    void block(UUID blocker, UUID other) {
        blocks.add(List.of(blocker, other));
    }

    /** "rude" is masked, "vile" is refused as a threat, "call" is warned of unless a deal was agreed on. */
    @Override
    public Screening screen(String content, boolean afterDeal) {
        if (content.contains("vile")) {
            return new Screening(content, "threat", false, List.of(), "a note");
        }
        boolean masked = content.contains("rude");
        boolean warned = content.contains("call") && !afterDeal;
        return new Screening(
                content.replace("rude", "****"),
                null,
                masked,
                warned ? List.of("contact_details") : List.of(),
                masked || warned ? "a note" : null);
    }
}
