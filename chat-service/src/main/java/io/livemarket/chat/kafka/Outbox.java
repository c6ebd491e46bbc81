package io.livemarket.chat.kafka;

import io.livemarket.chat.domain.Chat;
import io.livemarket.chat.domain.ChatLookups;
import io.livemarket.chat.domain.Decision.Accepted;
import io.livemarket.chat.domain.Decision.Rejected;
import io.livemarket.chat.domain.Decision.Unchanged;
import io.livemarket.chat.domain.GroupMembers;
import io.livemarket.chat.domain.GroupReceipts;
import io.livemarket.chat.domain.Participant;
import io.livemarket.chat.domain.Unasked;
import io.livemarket.chat.domain.Withholding;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.ChatEvent.ReceiptsAdvanced;
import io.livemarket.events.chat.ChatResult;
import io.livemarket.events.chat.ChatResult.CommandAccepted;
import io.livemarket.events.chat.ChatResult.CommandRefused;
import io.livemarket.events.chat.EnforcementResult;
import io.livemarket.events.chat.EnforcementResult.BlockApplied;
import io.livemarket.events.chat.GroupEvent;
import io.livemarket.events.chat.OfferEvent.OfferExpired;
import io.livemarket.events.chat.SafetyEvent.MessageWarned;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.kit.command.CommandHeaders;
import io.livemarket.kit.engine.Outputs;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Stages the records of a decision in the engine's transaction: the events, and the answer if the command's origin
 * requested one.
 */
final class Outbox {

    private static final String SOURCE = "/chat-service";
    private static final EventCodec<ChatEvent> EVENTS = EventCodec.of(ChatEvent.class);
    private static final EventCodec<ChatResult> RESULTS = EventCodec.of(ChatResult.class);
    private static final EventCodec<EnforcementResult> ENFORCED = EventCodec.of(EnforcementResult.class);

    private final Outputs outputs;
    private final ChatLookups lookups;
    private final Instant now;

    Outbox(Outputs outputs, ChatLookups lookups, long nowMillis) {
        this.outputs = outputs;
        this.lookups = lookups;
        this.now = Instant.ofEpochMilli(nowMillis);
    }

    /**
     * @param before the chat before the command
     * @param chat the chat after the command
     */
    void accepted(CommandHeaders headers, ChatCommand command, Chat before, Chat.Open chat, Accepted accepted) {
        List<ChatEvent> events = accepted.events();
        int answer = answering(events);
        for (int i = 0; i < events.size(); i++) {
            write(headers, command, before, chat, events.get(i), i, i == answer ? accepted : null);
        }
        if (headers.wantsAnswer(true)) {
            MessageSent message = events.get(answer) instanceof MessageSent sent ? sent : null;
            answer(
                    headers,
                    command,
                    new CommandAccepted(headers.commandId(), chat.chatId(), chat.version(), false, message));
        }
    }

    /**
     * The index of the event that answers a command: the last one, or the message before the warning of its recipients.
     */
    private static int answering(List<ChatEvent> events) {
        int last = events.size() - 1;
        return last > 0 && events.get(last) instanceof MessageWarned ? last - 1 : last;
    }

    /**
     * Stages the event of an offer whose time is over, which no command caused.
     *
     * @param chat the chat after the event
     */
    void expired(OfferExpired event, Chat.Open chat) {
        Headers headers = Envelope.describe(
                new RecordHeaders(),
                event.offerId() + "-expired",
                EVENTS.types().nameOf(event),
                SOURCE,
                event.at(),
                event.chatId());
        Envelope.audience(headers, chat.members());
        outputs.event(event.chatId().toString(), EVENTS.write(event), event.at().toEpochMilli(), headers);
    }

    void unchanged(CommandHeaders headers, ChatCommand command, Unchanged unchanged) {
        if (headers.wantsAnswer(false)) {
            ChatLookups.Message deleted = unchanged.deleted();
            answer(
                    headers,
                    command,
                    new CommandAccepted(
                            headers.commandId(),
                            command.chatId(),
                            unchanged.version(),
                            true,
                            unchanged.message(),
                            deleted == null ? null : deleted.seq(),
                            deleted == null ? null : deleted.deletedAt()));
        }
    }

    void rejected(CommandHeaders headers, ChatCommand command, Rejected rejected) {
        if (headers.wantsAnswer(false)) {
            answer(
                    headers,
                    command,
                    new CommandRefused(
                            headers.commandId(),
                            command.chatId(),
                            rejected.reason(),
                            rejected.category(),
                            rejected.retryAfterMs()));
        }
    }

    /**
     * Stages one event. One event of a command also answers it. The event's id is made from the command's id and
     * {@code n}, so that deciding the command again gives the event the same id.
     *
     * @param n the event's index among the command's events
     * @param last the decision, for the event that answers the command; absent for the other events
     */
    private void write(
            CommandHeaders command,
            ChatCommand cause,
            Chat before,
            Chat.Open chat,
            ChatEvent event,
            int n,
            @Nullable Accepted last) {
        Headers headers = Envelope.describe(
                new RecordHeaders(),
                command.commandId() + "-" + n,
                EVENTS.types().nameOf(event),
                SOURCE,
                event.occurredAt(),
                event.chatId());
        List<UUID> withheld = Withholding.withheldFrom(chat, event, lookups);
        Envelope.audience(headers, audience(chat, event, withheld));
        Envelope.withheld(headers, withheld);
        Envelope.put(headers, Envelope.ACTOR, cause.actorId().toString());
        if (event instanceof ChatOpened opened) {
            Envelope.put(headers, Envelope.FIRST_CONTACTS, limitOf(opened));
        }
        if (event instanceof MessageSent sent) {
            Envelope.files(
                    headers, sent.attachments() == null ? 0 : sent.attachments().size());
            Envelope.put(
                    headers,
                    Envelope.BROUGHT_BACK,
                    isHidden(before, sent.senderId()) ? sent.senderId().toString() : null);
            Envelope.put(headers, Envelope.UNASKED, Unasked.is(before, chat, sent) ? "1" : null);
        }
        if (last != null) {
            Envelope.put(headers, Envelope.MODERATION, last.note());
            Envelope.put(headers, Envelope.COMMAND, command.commandId().toString());
            Envelope.put(headers, Envelope.ORIGIN, command.origin());
        }
        outputs.event(
                event.chatId().toString(),
                EVENTS.write(event),
                event.occurredAt().toEpochMilli(),
                headers);
    }

    /**
     * Stages an event of receipts that were gathered. Its id is made from the first command's, and from the first
     * reader's, because readers with different blockers are in different events.
     */
    void receipts(UUID firstCommand, Chat.Open chat, ReceiptsAdvanced event) {
        Headers headers = Envelope.describe(
                new RecordHeaders(),
                firstCommand + "-" + event.receipts().getFirst().userId(),
                EVENTS.types().nameOf(event),
                SOURCE,
                event.at(),
                event.chatId());
        List<UUID> withheld = Withholding.withheldFrom(chat, event, lookups);
        Envelope.audience(headers, without(withheld, GroupReceipts.audience(chat, event)));
        Envelope.withheld(headers, withheld);
        outputs.event(event.chatId().toString(), EVENTS.write(event), event.at().toEpochMilli(), headers);
    }

    /** Stages the answer to a receipt that was gathered: its event names no command. */
    void receiptAccepted(CommandHeaders headers, ChatCommand command, long version) {
        if (headers.wantsAnswer(false)) {
            answer(headers, command, new CommandAccepted(headers.commandId(), command.chatId(), version, false, null));
        }
    }

    /**
     * The number of chats that the user who opened a chat may open within an hour; absent for one without a limit, and
     * for a service account, whose chats are first contacts of no user.
     */
    private @Nullable String limitOf(ChatOpened opened) {
        if (!opened.byParticipant()) {
            return null;
        }
        OptionalInt limit = lookups.chatsPerHour(opened.createdBy(), opened.createdAt());
        return limit.isPresent() ? Integer.toString(limit.getAsInt()) : null;
    }

    private static boolean isHidden(Chat chat, UUID user) {
        return chat instanceof Chat.Open open
                && open.participant(user).filter(Participant::hidden).isPresent();
    }

    private List<UUID> audience(Chat.Open chat, ChatEvent event, List<UUID> withheld) {
        if (event instanceof ChatEvent.ChatHidden hidden) {
            return List.of(hidden.userId());
        }
        if (event instanceof ChatEvent.ChatArranged arranged) {
            return List.of(arranged.userId());
        }
        if (event instanceof MessageWarned warned) {
            return without(withheld, recipients(chat, warned.senderId()));
        }
        return without(
                withheld, event instanceof GroupEvent group ? GroupMembers.audience(chat, group) : chat.members());
    }

    /** The participants who get the messages of a sender, without the sender. */
    private List<UUID> recipients(Chat.Open chat, UUID senderId) {
        return chat.members().stream()
                .filter(member -> !member.equals(senderId) && !lookups.blocks(member, senderId))
                .toList();
    }

    private static List<UUID> without(List<UUID> withheld, List<UUID> members) {
        return withheld.isEmpty()
                ? members
                : members.stream().filter(member -> !withheld.contains(member)).toList();
    }

    /** Stages a dead letter for a parked command that cannot be decided. */
    void deadLetter(String chatId, ParkedCommands.Waiting waiting, RuntimeException failure) {
        Headers headers = new RecordHeaders();
        Envelope.put(headers, Envelope.ID, waiting.headers().commandId().toString());
        Envelope.put(headers, Envelope.TYPE, waiting.type());
        Envelope.put(headers, Envelope.ORIGIN, waiting.headers().origin());
        Envelope.put(headers, Envelope.DEAD_REASON, failure.getClass().getSimpleName());
        outputs.commit(new ProducerRecord<>(
                ChatTopics.DEAD_LETTERS.name(),
                null,
                now.toEpochMilli(),
                chatId,
                waiting.json().getBytes(java.nio.charset.StandardCharsets.UTF_8),
                headers));
    }

    /** Stages the answer to a block, which holds for all later decisions of this partition. */
    void blockApplied(CommandHeaders headers, UUID user, int partition) {
        if (headers.wantsAnswer(false)) {
            BlockApplied result = new BlockApplied(headers.commandId(), partition);
            answer(headers, user, "-r" + partition, ENFORCED.types().nameOf(result), ENFORCED.write(result));
        }
    }

    private void answer(CommandHeaders command, ChatCommand cause, ChatResult result) {
        answer(command, cause.chatId(), "-r", RESULTS.types().nameOf(result), RESULTS.write(result));
    }

    private void answer(CommandHeaders command, UUID subject, String idSuffix, String type, byte[] value) {
        Headers headers =
                Envelope.describe(new RecordHeaders(), command.commandId() + idSuffix, type, SOURCE, now, subject);
        Envelope.put(headers, Envelope.COMMAND, command.commandId().toString());
        Envelope.put(headers, Envelope.ORIGIN, command.origin());
        outputs.answer(new ProducerRecord<>(
                Topics.CHAT_RESULTS.name(), null, now.toEpochMilli(), command.origin(), value, headers));
    }
}
