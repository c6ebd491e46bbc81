package io.livemarket.moderation.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Ids;
import io.livemarket.moderation.content.MassMessages.Counted;
import io.livemarket.moderation.content.MassMessages.Sent;
import io.livemarket.rules.contact.TextSketch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MassMessagesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String TEXT = "Hola, vi tu anuncio y me interesa mucho, escríbeme y hablamos del precio";

    private final MassMessages rule = new MassMessages(3, Duration.ofHours(1));

    @Test
    void theRecipientsAreWarnedFromTheNumberOn() {
        Counted two =
                counted(Ids.next(), NOW, counted(Ids.next(), NOW, List.of()).kept());
        assertThat(two.toWarn()).isEmpty();
        Counted three = counted(Ids.next(), NOW, two.kept());
        assertThat(three.toWarn()).hasSize(3);
        assertThat(counted(Ids.next(), NOW, three.kept()).toWarn()).hasSize(1);
    }

    @Test
    void manyMessagesToOnePersonAreNoMassMessage() {
        UUID chat = Ids.next();
        Counted last = new Counted(List.of(), List.of());
        for (int i = 0; i < 5; i++) {
            last = counted(chat, NOW, last.kept());
        }
        assertThat(last.toWarn()).isEmpty();
    }

    @Test
    void messagesOfAnHourAgoDoNotCount() {
        Counted old =
                counted(Ids.next(), NOW, counted(Ids.next(), NOW, List.of()).kept());
        Counted later = counted(Ids.next(), NOW.plus(Duration.ofHours(1)), old.kept());
        assertThat(later.toWarn()).isEmpty();
        assertThat(later.kept()).hasSize(1);
    }

    @Test
    void aMessageCountsOnce() {
        Sent sent = sent(Ids.next(), NOW);
        Counted once = rule.count(List.of(), sent);
        assertThat(rule.count(once.kept(), sent)).isEqualTo(new Counted(once.kept(), List.of()));
    }

    @Test
    void theNumberOfMessagesOfASenderIsBounded() {
        Counted last = new Counted(List.of(), List.of());
        for (int i = 0; i < MassMessages.MOST + 10; i++) {
            last = counted(Ids.next(), NOW, last.kept());
        }
        assertThat(last.kept()).hasSize(MassMessages.MOST);
        assertThat(last.toWarn()).hasSize(1);
    }

    private Counted counted(UUID chat, Instant at, List<Sent> before) {
        return rule.count(before, sent(chat, at));
    }

    private static Sent sent(UUID chat, Instant at) {
        return new Sent(chat, Ids.next(), TextSketch.of(TEXT), at, false);
    }
}
