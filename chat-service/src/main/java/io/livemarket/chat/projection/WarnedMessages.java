package io.livemarket.chat.projection;

import io.livemarket.events.chat.RecipientWarning;
import io.livemarket.events.chat.SafetyEvent.MessageWarned;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The messages of a chat of which their recipients are warned: the {@value #MOST} that were warned of most recently, so
 * that a chat's document is bounded.
 *
 * @param messages in the order of their latest warnings
 */
record WarnedMessages(List<Warned> messages) {

    static final int MOST = 50;
    static final WarnedMessages NONE = new WarnedMessages(List.of());

    /**
     * A message and the codes of its warnings.
     *
     * @param version the chat's version at the latest warning
     */
    record Warned(long seq, long version, UUID senderId, List<String> codes) {}

    boolean isEmpty() {
        return messages.isEmpty();
    }

    /** These messages after one more warning, whose codes add to those of earlier warnings of the message. */
    WarnedMessages with(MessageWarned e) {
        Set<String> codes = new LinkedHashSet<>();
        messages.stream().filter(each -> each.seq() == e.seq()).forEach(each -> codes.addAll(each.codes()));
        codes.addAll(e.codes());
        List<Warned> all = new ArrayList<>(without(e.seq()).messages());
        all.add(new Warned(e.seq(), e.version(), e.senderId(), List.copyOf(codes)));
        return new WarnedMessages(List.copyOf(all.subList(Math.max(0, all.size() - MOST), all.size())));
    }

    WarnedMessages without(long seq) {
        return new WarnedMessages(
                messages.stream().filter(each -> each.seq() != seq).toList());
    }

    /**
     * The places of the messages of which the viewer was warned at this version of the chat or later. The version of a
     * warning is that of the change before it, so that a viewer with that version may lack the warning.
     */
    List<Long> since(long version, UUID viewer) {
        return messages.stream()
                .filter(each -> each.version() >= version && !each.senderId().equals(viewer))
                .map(Warned::seq)
                .toList();
    }

    /** The message with its warnings, unless the viewer sent it or does not get it. */
    MessageView shown(MessageView message, UUID viewer) {
        if (isEmpty() || viewer.equals(message.senderId()) || message.withheld() != null) {
            return message;
        }
        return messages.stream()
                .filter(each -> each.seq() == message.seq())
                .findFirst()
                .map(each -> message.warned(RecipientWarning.shown(each.codes())))
                .orElse(message);
    }
}
