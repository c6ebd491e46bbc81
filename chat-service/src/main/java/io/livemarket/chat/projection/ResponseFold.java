package io.livemarket.chat.projection;

import io.livemarket.chat.projection.ResponseTimes.Question;
import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.ChatRole;
import io.livemarket.events.chat.OfferEvent;
import io.livemarket.events.chat.OfferEvent.OfferAccepted;
import io.livemarket.events.chat.OfferEvent.OfferDeclined;
import io.livemarket.events.chat.OfferEvent.OfferExpired;
import io.livemarket.events.chat.OfferEvent.OfferMade;
import io.livemarket.events.chat.OfferEvent.OfferVoided;
import io.livemarket.events.chat.OfferEvent.OfferWithdrawn;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The participants of a chat after an event, with the response times of the seller; unchanged without a seller. */
final class ResponseFold {

    private ResponseFold() {}

    /** A message of the marketplace itself asks and answers nothing. */
    static List<Reader> after(MessageSent e, List<Reader> readers, Collection<UUID> withheld) {
        return Boolean.TRUE.equals(e.system())
                ? readers
                : ofSeller(
                        readers,
                        (seller, times) -> e.senderId().equals(seller.userId())
                                ? answer(e, times, withheld)
                                : withheld.contains(seller.userId()) ? times : times.asked(e.seq(), e.createdAt()));
    }

    private static ResponseTimes answer(MessageSent e, ResponseTimes times, Collection<UUID> withheld) {
        return withheld.isEmpty() ? times.answered(e.createdAt()) : times.unasked();
    }

    /**
     * A question that is deleted was never read. The buyer then waits since the chat's newest message, if the buyer
     * sent it: those in between are not looked up.
     */
    static List<Reader> after(MessageDeleted e, List<Reader> readers, @Nullable MessageView newest) {
        return ofSeller(readers, (seller, times) -> {
            Question question = times.question();
            if (question == null || question.seq() != e.seq()) {
                return times;
            }
            ResponseTimes rest = times.unasked();
            return newest != null && !seller.newestWithheld() && asks(newest, e)
                    ? rest.asked(newest.seq(), newest.times().createdAt())
                    : rest;
        });
    }

    private static boolean asks(MessageView newest, MessageDeleted e) {
        return newest.seq() > e.seq()
                && e.senderId().equals(newest.senderId())
                && newest.times().deletedAt() == null;
    }

    /** An accepted or declined offer is an answer; a new one, or another price, is shown by a message, which is one. */
    static List<Reader> after(OfferEvent event, List<Reader> readers) {
        return switch (event) {
            case OfferAccepted e -> afterAnswer(e.userId(), e.at(), readers);
            case OfferDeclined e -> afterAnswer(e.userId(), e.at(), readers);
            case OfferMade _, OfferWithdrawn _, OfferExpired _, OfferVoided _ -> readers;
        };
    }

    private static List<Reader> afterAnswer(UUID userId, Instant at, List<Reader> readers) {
        return ofSeller(readers, (seller, times) -> seller.userId().equals(userId) ? times.answered(at) : times);
    }

    private static List<Reader> ofSeller(
            List<Reader> readers, BiFunction<Reader, ResponseTimes, ResponseTimes> change) {
        return readers.stream()
                .map(reader -> reader.role() != ChatRole.SELLER
                        ? reader
                        : reader.with(change.apply(reader, reader.membership().responses())))
                .toList();
    }
}
