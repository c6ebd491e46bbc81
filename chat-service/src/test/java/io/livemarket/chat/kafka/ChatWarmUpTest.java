package io.livemarket.chat.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.chat.content.Screener;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.ChatEvent.MessagesDelivered;
import io.livemarket.events.chat.ChatEvent.MessagesRead;
import io.livemarket.events.kafka.EventCodec;
import org.junit.jupiter.api.Test;

/** The warm-up runs the complete path of a decision; otherwise it would link nothing. */
class ChatWarmUpTest {

    private static final EventCodec<ChatEvent> EVENTS = EventCodec.of(ChatEvent.class);

    @Test
    void aMessageAndItsReceiptsAreDecided() {
        assertThat(ChatWarmUp.play(Screener.NONE))
                .extracting(record -> EVENTS.read(record.headers(), record.value())
                        .orElseThrow()
                        .getClass()
                        .getSimpleName())
                .containsExactly(
                        ChatOpened.class.getSimpleName(),
                        MessageSent.class.getSimpleName(),
                        MessagesDelivered.class.getSimpleName(),
                        MessagesRead.class.getSimpleName());
    }
}
