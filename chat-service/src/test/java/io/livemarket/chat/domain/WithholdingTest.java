package io.livemarket.chat.domain;

import static io.livemarket.chat.domain.ChatFixtures.ALICE;
import static io.livemarket.chat.domain.ChatFixtures.BOB;
import static io.livemarket.chat.domain.ChatFixtures.CAROL;
import static io.livemarket.chat.domain.ChatFixtures.MESSAGE_1;
import static io.livemarket.chat.domain.ChatFixtures.deleted;
import static io.livemarket.chat.domain.ChatFixtures.delivered;
import static io.livemarket.chat.domain.ChatFixtures.edited;
import static io.livemarket.chat.domain.ChatFixtures.hidden;
import static io.livemarket.chat.domain.ChatFixtures.openedGroup;
import static io.livemarket.chat.domain.ChatFixtures.read;
import static io.livemarket.chat.domain.ChatFixtures.sent;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.chat.domain.ChatFixtures.Past;
import io.livemarket.events.chat.ChatEvent;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WithholdingTest {

    private final Chat.Open group =
            (Chat.Open) Chat.evolve(Chat.NONE, openedGroup(ALICE, BOB, CAROL).after(Chat.NONE));
    private final Chat.Open talking =
            (Chat.Open) Chat.evolve(group, sent(BOB, MESSAGE_1).after(group));
    private final InMemoryChatLookups lookups = new InMemoryChatLookups(Set.of(ALICE, BOB, CAROL));

    @Test
    void messagesOfABlockedUserAreWithheldFromTheBlocker() {
        lookups.block(ALICE, BOB);
        assertThat(withheld(group, sent(BOB, MESSAGE_1))).containsExactly(ALICE);
        assertThat(withheld(talking, edited(MESSAGE_1, 1, BOB))).containsExactly(ALICE);
    }

    @Test
    void theBlockerIsStillHeardByTheOneTheyBlock() {
        lookups.block(ALICE, BOB);
        assertThat(withheld(group, sent(ALICE, MESSAGE_1))).isEmpty();
        assertThat(withheld(talking, read(ALICE, 1))).isEmpty();
    }

    @Test
    void receiptsOfABlockedPersonAreWithheldAsWell() {
        lookups.block(ALICE, CAROL);
        assertThat(withheld(talking, delivered(CAROL, 1))).containsExactly(ALICE);
        assertThat(withheld(talking, read(CAROL, 1))).containsExactly(ALICE);
    }

    @Test
    void messagesAreWithheldFromAllWhoBlockTheAuthor() {
        lookups.block(ALICE, BOB);
        lookups.block(CAROL, BOB);
        assertThat(withheld(group, sent(BOB, MESSAGE_1))).containsExactly(ALICE, CAROL);
    }

    @Test
    void takingBackReachesEverybody() {
        lookups.block(ALICE, BOB);
        assertThat(withheld(talking, deleted(MESSAGE_1, 1, BOB))).isEmpty();
    }

    @Test
    void hidingAChatOrOpeningOneConcernsNoBlock() {
        lookups.block(ALICE, BOB);
        assertThat(withheld(group, hidden(BOB))).isEmpty();
        assertThat(Withholding.withheldFrom(
                        group, openedGroup(BOB, ALICE, CAROL).after(Chat.NONE), lookups))
                .isEmpty();
    }

    @Test
    void aBlockBetweenOthersWithholdsNothing() {
        lookups.block(ALICE, CAROL);
        assertThat(withheld(group, sent(BOB, MESSAGE_1))).isEmpty();
    }

    private List<UUID> withheld(Chat.Open chat, Past past) {
        ChatEvent event = past.after(chat);
        return Withholding.withheldFrom((Chat.Open) Chat.evolve(chat, event), event, lookups);
    }
}
