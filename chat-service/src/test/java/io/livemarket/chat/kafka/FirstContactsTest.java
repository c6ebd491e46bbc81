package io.livemarket.chat.kafka;

import static io.livemarket.chat.domain.ChatFixtures.ALICE;
import static io.livemarket.chat.domain.ChatFixtures.BOB;
import static io.livemarket.chat.domain.ChatFixtures.CAROL;
import static io.livemarket.chat.domain.ChatFixtures.NOW;
import static io.livemarket.chat.domain.ChatFixtures.member;
import static io.livemarket.chat.domain.ChatFixtures.message;
import static io.livemarket.chat.domain.ChatFixtures.sendTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatResult;
import io.livemarket.events.chat.ChatResult.CommandAccepted;
import io.livemarket.events.chat.ChatResult.CommandRefused;
import io.livemarket.events.chat.EnforcementCommand;
import io.livemarket.events.chat.EnforcementCommand.ApplyContactLimit;
import io.livemarket.events.chat.SystemCommand.OpenChatBetween;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.Envelope.Reply;
import io.livemarket.events.kafka.EventCodec;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** The chats that a new account opens: two within an hour in these tests. */
class FirstContactsTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final DecidingPartition partition = new DecidingPartition(NOW);

    FirstContactsTest() {
        partition.registered(ALICE, BOB, CAROL);
        for (int i = 1; i <= 5; i++) {
            partition.registered(member(i));
        }
        partition.registeredLately(ALICE);
    }

    @Test
    void aNewAccountOpensAsManyChatsAsItMay() {
        assertThat(outcome(ALICE, BOB)).isInstanceOf(CommandAccepted.class);
        assertThat(outcome(ALICE, CAROL)).isInstanceOf(CommandAccepted.class);
        assertThat(outcome(ALICE, member(1))).isInstanceOfSatisfying(CommandRefused.class, refused -> {
            assertThat(refused.code()).isEqualTo(ErrorCode.TOO_MANY_FIRST_CONTACTS);
            assertThat(refused.retryAfterMs()).isBetween(1_000L, HOUR.toMillis());
        });
        assertThat(outcome(ALICE, BOB)).isInstanceOf(CommandAccepted.class);
        assertThat(outcome(member(1), ALICE)).isInstanceOf(CommandAccepted.class);
    }

    @Test
    void aChatOfTheMarketplaceIsNoFirstContact() {
        UUID service = member(2);
        partition.registeredLately(service);
        for (UUID other : new UUID[] {BOB, CAROL, member(1)}) {
            open(service, ALICE, other);
        }
        assertThat(partition.eventRecords())
                .hasSize(3)
                .allSatisfy(opened -> assertThat(opened.headers().lastHeader(Envelope.FIRST_CONTACTS))
                        .isNull());
        assertThat(outcome(ALICE, BOB)).as("a message in a chat that is open").isInstanceOf(CommandAccepted.class);
        for (UUID user : new UUID[] {ALICE, service}) {
            assertThat(outcome(user, member(3))).isInstanceOf(CommandAccepted.class);
            assertThat(outcome(user, member(4))).isInstanceOf(CommandAccepted.class);
            assertThat(outcome(user, member(5))).isInstanceOf(CommandRefused.class);
        }
    }

    private void open(UUID service, UUID one, UUID other) {
        partition.ask(
                new OpenChatBetween(Ids.privateChat(one, other), service, List.of(one, other), NOW, null),
                Reply.ALWAYS);
    }

    @Test
    void anAccountThatIsNotNewHasNoLimit() {
        for (UUID other : new UUID[] {ALICE, CAROL, member(1), member(2)}) {
            assertThat(outcome(BOB, other)).isInstanceOf(CommandAccepted.class);
        }
    }

    @Test
    void theCountOfAllInstancesHoldsAcrossARestart() {
        enforce(new ApplyContactLimit(ALICE, NOW.plus(HOUR), NOW));
        partition.restart();
        assertThat(outcome(ALICE, BOB))
                .isInstanceOfSatisfying(
                        CommandRefused.class,
                        refused -> assertThat(refused.retryAfterMs()).isBetween(1_000L, HOUR.toMillis()));
        assertThat(outcome(BOB, CAROL)).isInstanceOf(CommandAccepted.class);
    }

    @Test
    void theNumberOfCountedAccountsIsBounded() {
        FirstContacts contacts = new FirstContacts(1);
        for (int i = 0; i <= FirstContacts.MOST; i++) {
            contacts.add(new UUID(0, i), NOW);
        }
        assertThat(contacts.size()).isEqualTo(FirstContacts.MOST);
        assertThat(contacts.mayContactFrom(new UUID(0, FirstContacts.MOST), NOW))
                .contains(NOW.plus(HOUR));
        assertThat(contacts.mayContactFrom(new UUID(0, 0), NOW)).isEmpty();
        assertThat(contacts.mayContactFrom(new UUID(0, FirstContacts.MOST), NOW.plus(HOUR)))
                .isEmpty();
    }

    private void enforce(ApplyContactLimit limit) {
        EventCodec<EnforcementCommand> codec = EventCodec.of(EnforcementCommand.class);
        Headers headers = Envelope.describe(
                new RecordHeaders(),
                Ids.next().toString(),
                codec.types().nameOf(limit),
                "/moderation-service",
                NOW,
                limit.userId());
        partition.send(limit.userId().toString(), codec.write(limit), headers);
    }

    private int sent;

    private ChatResult outcome(UUID from, UUID to) {
        partition.ask(sendTo(from, to, message(++sent)), Reply.ALWAYS);
        return partition.results().getLast();
    }
}
