package io.livemarket.loadtest.fill;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.ChatEvent.MessagesRead;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A read model takes made-up events for real ones only when they follow one another as real ones do. */
class MadeUpChatTest {

    private static final UUID ANA = Ids.next();
    private static final UUID LUIS = Ids.next();
    private static final int EVENTS = 100;

    @Test
    void versionsAndPlacesHaveNoGaps() {
        List<ChatEvent> events = events();

        assertThat(events)
                .extracting(ChatEvent::version)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, EVENTS).boxed().toList());
        List<Long> places = events.stream()
                .filter(MessageSent.class::isInstance)
                .map(e -> ((MessageSent) e).seq())
                .toList();
        assertThat(places)
                .hasSizeGreaterThan(80)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, places.size()).boxed().toList());
        assertThat(events).allMatch(event -> event.chatId().equals(Ids.privateChat(ANA, LUIS)));
    }

    @Test
    void peopleReadEachOthersMessagesOnce() {
        List<MessageSent> sent = new ArrayList<>();
        long read = 0;
        for (ChatEvent event : events()) {
            if (event instanceof MessageSent message) {
                sent.add(message);
            } else if (event instanceof MessagesRead e) {
                assertThat(e.upToSeq()).isGreaterThan(read).isEqualTo(sent.size());
                assertThat(sent.getLast().senderId()).isNotEqualTo(e.userId());
                read = e.upToSeq();
            }
        }
        assertThat(read).isPositive();
    }

    private static List<ChatEvent> events() {
        MadeUpChat chat = new MadeUpChat(ANA, LUIS);
        List<ChatEvent> events = new ArrayList<>(List.of(chat.opened(Instant.EPOCH)));
        while (events.size() < EVENTS) {
            events.add(chat.next("hello", Instant.EPOCH));
        }
        return events;
    }
}
