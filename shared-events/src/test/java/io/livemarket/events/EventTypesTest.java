package io.livemarket.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.OfferEvent;
import io.livemarket.events.users.UserEvent;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventTypesTest {

    private final EventTypes<ChatEvent> types = EventTypes.of(ChatEvent.class);

    @Test
    void aNameAndItsRecordFindEachOther() {
        assertThat(types.classOf("chat.messages-read.v1")).isEqualTo(ChatEvent.MessagesRead.class);
        assertThat(types.nameOf(ChatEvent.MessagesRead.class)).isEqualTo("chat.messages-read.v1");
        assertThat(types.nameOf(new ChatEvent.MessagesRead(UUID.randomUUID(), 1, UUID.randomUUID(), 1, null)))
                .isEqualTo("chat.messages-read.v1");
    }

    @Test
    void recordsKeepTheOrderOfTheirInterface() {
        assertThat(types.classes())
                .startsWith(ChatEvent.ChatOpened.class, ChatEvent.MessageSent.class)
                .contains(ChatEvent.ChatHidden.class, OfferEvent.OfferVoided.class)
                .doesNotHaveDuplicates();
        assertThat(types.byName())
                .containsEntry("chat.chat-hidden.v1", ChatEvent.ChatHidden.class)
                .hasSize(types.classes().size());
    }

    @Test
    void anUnknownNameHasNoRecord() {
        assertThat(types.classOf("chat.message-sent.v2")).isNull();
        assertThat(types.classOf("io.livemarket.events.chat.ChatEvent$MessageSent"))
                .isNull();
    }

    @Test
    void aRecordOfAnotherFamilyHasNoNameHere() {
        assertThatThrownBy(() -> types.nameOf(UserEvent.UserRegistered.class))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFamilyMustBeSealedNamedAndWithoutTwins() {
        assertThatThrownBy(() -> EventTypes.of(DomainEvent.class)).hasMessageContaining("is not sealed");
        assertThatThrownBy(() -> EventTypes.of(Nameless.class)).hasMessageContaining("has no @EventType");
        assertThatThrownBy(() -> EventTypes.of(Twins.class)).hasMessage("Two records are called twins.one.v1");
    }

    @Test
    void recordsOfASealedSubInterfaceBelongToTheFamily() {
        EventTypes<Outer> types = EventTypes.of(Outer.class);
        assertThat(types.byName())
                .containsOnlyKeys("nested.one.v1", "nested.two.v1", "nested.three.v1")
                .containsEntry("nested.two.v1", Inner.Two.class);
        assertThat(types.nameOf(new Inner.Two())).isEqualTo("nested.two.v1");
    }

    private sealed interface Outer {
        @EventType("nested.one.v1")
        record One() implements Outer {}

        @EventType("nested.three.v1")
        record Three() implements Outer {}
    }

    private sealed interface Inner extends Outer {
        @EventType("nested.two.v1")
        record Two() implements Inner {}
    }

    private sealed interface Nameless {
        record One() implements Nameless {}
    }

    private sealed interface Twins {
        @EventType("twins.one.v1")
        record One() implements Twins {}

        @EventType("twins.one.v1")
        record Other() implements Twins {}
    }
}
