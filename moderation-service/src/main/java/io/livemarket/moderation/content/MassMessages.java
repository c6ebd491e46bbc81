package io.livemarket.moderation.content;

import io.livemarket.rules.contact.TextSketch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Finds texts that one sender sent to many people: similar texts of unasked messages count, whatever changes from one
 * to the next. Pure.
 *
 * @param recipients the number of recipients within the time from which all of them are warned
 * @param within the time
 */
public record MassMessages(int recipients, Duration within) {

    /** The most messages of one sender that are kept; more than the highest number of recipients. */
    public static final int MOST = 64;

    /**
     * An unasked message, without its text.
     *
     * @param sketch of the text, by {@link TextSketch}
     * @param warned whether its recipient is warned
     */
    public record Sent(UUID chatId, UUID messageId, byte[] sketch, Instant at, boolean warned) {

        private Sent asWarned() {
            return new Sent(chatId, messageId, sketch, at, true);
        }
    }

    /**
     * The outcome of one more message.
     *
     * @param kept the sender's messages to keep, in the order of sending, at most {@value #MOST}
     * @param toWarn the messages of which the recipients are to be warned now
     */
    public record Counted(List<Sent> kept, List<Sent> toWarn) {}

    /** Counts a message. A private chat has one recipient, so that chats are counted. */
    public Counted count(List<Sent> before, Sent next) {
        if (next.sketch().length == 0
                || before.stream().anyMatch(each -> each.messageId().equals(next.messageId()))) {
            return new Counted(before, List.of());
        }
        List<Sent> recent = new ArrayList<>(before);
        recent.removeIf(each -> !each.at().plus(within).isAfter(next.at()));
        recent.add(next);
        List<Sent> kept = recent.subList(Math.max(0, recent.size() - MOST), recent.size());
        List<Sent> alike = kept.stream()
                .filter(each -> TextSketch.areAlike(each.sketch(), next.sketch()))
                .toList();
        if (alike.stream().map(Sent::chatId).distinct().count() < recipients) {
            return new Counted(List.copyOf(kept), List.of());
        }
        return new Counted(
                kept.stream()
                        .map(each -> alike.contains(each) ? each.asWarned() : each)
                        .toList(),
                alike.stream().filter(each -> !each.warned()).toList());
    }
}
