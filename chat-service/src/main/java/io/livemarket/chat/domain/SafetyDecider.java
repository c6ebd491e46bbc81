package io.livemarket.chat.domain;

import static io.livemarket.chat.domain.Decision.accept;
import static io.livemarket.chat.domain.Decision.reject;
import static io.livemarket.chat.domain.Decision.unchanged;

import io.livemarket.chat.domain.Chat.Open;
import io.livemarket.chat.domain.Decision.Accepted;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.MessageEdited;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.ChatRole;
import io.livemarket.events.chat.RecipientWarning;
import io.livemarket.events.chat.SafetyCommand;
import io.livemarket.events.chat.SafetyCommand.WarnMessage;
import io.livemarket.events.chat.SafetyEvent.MessageWarned;
import io.livemarket.events.errors.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Decides of which messages the recipients are warned. The warning is an event of its own behind the message, which its
 * sender does not get. Pure, as {@link ChatDecider}.
 */
final class SafetyDecider {

    private SafetyDecider() {}

    static Decision decide(Chat chat, SafetyCommand command, ChatLookups lookups) {
        return switch (command) {
            case WarnMessage warn -> warn(chat, warn, lookups);
        };
    }

    /** The rejection of a chat that a new account opens beyond its number an hour; empty for any other chat. */
    static Optional<Decision> tooManyContacts(ChatCommand opening, ChatLookups lookups) {
        return lookups.mayContactFrom(opening.actorId(), opening.requestedAt())
                .map(from -> new Decision.Rejected(
                        ErrorCode.TOO_MANY_FIRST_CONTACTS,
                        null,
                        Math.max(
                                1_000,
                                Duration.between(opening.requestedAt(), from).toMillis())));
    }

    /** A message that was deleted meanwhile needs no warning, nor does one of a person of support. */
    private static Decision warn(Chat chat, WarnMessage warn, ChatLookups lookups) {
        if (!(chat instanceof Open open)) {
            return reject(ErrorCode.CHAT_NOT_FOUND);
        }
        Optional<ChatLookups.Message> found = lookups.message(warn.messageId())
                .filter(message -> message.chatId().equals(open.chatId()))
                .filter(message -> message.senderId().equals(warn.actorId()));
        if (found.isEmpty()) {
            return reject(ErrorCode.MESSAGE_NOT_FOUND);
        }
        ChatLookups.Message message = found.get();
        return message.deleted() || open.role(message.senderId()) == ChatRole.SUPPORT
                ? unchanged(open)
                : accept(new MessageWarned(
                        open.chatId(),
                        open.version(),
                        message.seq(),
                        message.id(),
                        message.senderId(),
                        List.of(warn.code()),
                        ChatDecider.later(open, warn.requestedAt())));
    }

    /**
     * The decision that publishes a message or its edit, and behind it the warning of its recipients if there are
     * risks.
     *
     * @param events the events so far, the message or its edit last
     * @param agreed whether the two participants agreed on a deal, after which they may exchange contact details
     */
    static Accepted warned(List<ChatEvent> events, Screening screening, boolean agreed, ChatLookups lookups) {
        Screening.Risks risks = screening.risks();
        if (risks.equals(Screening.Risks.NONE)) {
            return new Accepted(events, screening.note());
        }
        ChatEvent last = events.getLast();
        List<RecipientWarning> warnings = new ArrayList<>(risks.warnings());
        if (risks.contacts() && !agreed && lookups.isNewAccount(sender(last), last.occurredAt())) {
            warnings.add(RecipientWarning.CONTACT_OF_NEW_ACCOUNT);
        }
        if (warnings.isEmpty()) {
            return new Accepted(events, screening.note());
        }
        List<ChatEvent> all = new ArrayList<>(events);
        all.add(warning(last, warnings.stream().map(RecipientWarning::code).toList()));
        return new Accepted(List.copyOf(all), screening.note());
    }

    private static UUID sender(ChatEvent message) {
        return message instanceof MessageSent sent ? sent.senderId() : ((MessageEdited) message).senderId();
    }

    private static MessageWarned warning(ChatEvent message, List<String> codes) {
        Instant at = message.occurredAt();
        return message instanceof MessageSent e
                ? new MessageWarned(e.chatId(), e.version(), e.seq(), e.id(), e.senderId(), codes, at)
                : warning((MessageEdited) message, codes, at);
    }

    private static MessageWarned warning(MessageEdited e, List<String> codes, Instant at) {
        return new MessageWarned(e.chatId(), e.version(), e.seq(), e.id(), e.senderId(), codes, at);
    }
}
