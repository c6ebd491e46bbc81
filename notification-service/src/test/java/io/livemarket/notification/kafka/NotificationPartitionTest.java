package io.livemarket.notification.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Ids;
import io.livemarket.events.Json;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.notifications.NotificationCommand;
import io.livemarket.events.notifications.NotificationCommand.ClearNotifications;
import io.livemarket.events.notifications.NotificationCommand.MuteChat;
import io.livemarket.events.notifications.NotificationCommand.SetPreferences;
import io.livemarket.events.notifications.NotificationEvent;
import io.livemarket.events.notifications.NotificationEvent.NotificationRaised;
import io.livemarket.events.notifications.NotificationEvent.NotificationsCleared;
import io.livemarket.events.notifications.NotificationPreferences;
import io.livemarket.events.notifications.NotificationResult.CommandAccepted;
import io.livemarket.events.notifications.NotificationResult.CommandRefused;
import io.livemarket.kit.testing.ReplyPolicyContract;
import io.livemarket.notification.testing.ChatLog;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** The decider of one partition, without a broker. */
class NotificationPartitionTest implements ReplyPolicyContract {

    private static final UUID ANA = Ids.next();
    private static final UUID BEA = Ids.next();
    private static final Duration SETTLE = Duration.ofMillis(300);

    private final DecidingNotifications partition = new DecidingNotifications();

    private void write(ProducerRecord<String, byte[]> record) {
        partition.write(record);
    }

    private void pipe(String topic, String key, byte[] value, Headers headers) {
        partition.pipe(topic, key, value, headers);
    }

    private List<ProducerRecord<String, byte[]>> records(String topic) {
        return partition.records(topic);
    }

    private List<NotificationEvent> events() {
        return partition.events();
    }

    private void ask(NotificationCommand command, String key, Envelope.Reply reply) {
        EventCodec<NotificationCommand> codec = EventCodec.of(NotificationCommand.class);
        Headers headers = Envelope.describe(
                new RecordHeaders(),
                Ids.next().toString(),
                codec.types().nameOf(command),
                "/it",
                Instant.EPOCH,
                command.userId());
        Envelope.put(headers, Envelope.ORIGIN, "it");
        Envelope.put(headers, Envelope.REPLY, reply.name());
        pipe(Topics.NOTIFICATIONS_COMMANDS.name(), key, codec.write(command), headers);
    }

    @Override
    public int answers(Outcome outcome, Consumer<Headers> headers) {
        NotificationCommand command = switch (outcome) {
            case EVENT -> new SetPreferences(ANA, new NotificationPreferences(List.of(), null, true), Instant.EPOCH);
            case UNCHANGED -> new ClearNotifications(ANA, null, null, Instant.EPOCH, Instant.EPOCH);
            case REFUSED -> new MuteChat(ANA, Ids.next(), true, null, Instant.EPOCH);
        };
        EventCodec<NotificationCommand> codec = EventCodec.of(NotificationCommand.class);
        Headers sent = Envelope.describe(
                new RecordHeaders(), Ids.next().toString(), codec.types().nameOf(command), "/it", Instant.EPOCH, ANA);
        headers.accept(sent);
        pipe(Topics.NOTIFICATIONS_COMMANDS.name(), ANA.toString(), codec.write(command), sent);
        return (int) records(Topics.NOTIFICATIONS_RESULTS.name()).stream()
                .filter(answer -> answer.key().equals(ASKER))
                .count();
    }

    private void settle() {
        partition.settle();
    }

    @Test
    void aMessageConcernsItsRecipientsWithoutItsContent() {
        ChatLog chat = ChatLog.group(this::write, ANA, BEA, Ids.next());
        chat.say(ANA, "la contraseña es 4711");
        settle();
        assertThat(events()).hasSize(2).noneMatch(event -> event.userId().equals(ANA));
        assertThat(partition.partition().contents().toString())
                .contains(BEA.toString())
                .doesNotContain("4711");
        assertThat(partition.partition().readJournal())
                .isNotEmpty()
                .noneMatch(r -> r.value() != null && new String(r.value(), StandardCharsets.UTF_8).contains("4711"));
    }

    /** A support account has more chats than the ids that one record may hold. */
    @Test
    void clearingVeryManyNotificationsIsSeveralEventsOfOneCommand() {
        int chats = CommandDecisions.CLEARED_AT_ONCE + 500;
        for (int i = 0; i < chats; i++) {
            UUID other = Ids.next();
            ChatLog.between(this::write, other, BEA).say(other, "hola");
        }
        settle();
        long version =
                events().stream().filter(event -> event.userId().equals(BEA)).count();
        ask(
                new ClearNotifications(BEA, null, null, Instant.parse("2027-01-01T00:00:00Z"), Instant.EPOCH),
                BEA.toString(),
                Envelope.Reply.ALWAYS);
        List<ProducerRecord<String, byte[]>> cleared = records(Topics.NOTIFICATIONS_EVENTS.name());
        assertThat(cleared)
                .hasSize(2)
                .extracting(r -> Envelope.text(r.headers(), Envelope.COMMAND))
                .first()
                .isNull();
        assertThat(cleared.stream().map(r -> Json.read(r.value(), NotificationsCleared.class)))
                .extracting(NotificationsCleared::version)
                .containsExactly(version + 1, version + 2);
        assertThat(cleared.stream()
                        .map(r -> Json.read(r.value(), NotificationsCleared.class))
                        .flatMap(event -> event.ids().stream()))
                .hasSize(chats)
                .doesNotHaveDuplicates();
        assertThat(partition.results()).last().isInstanceOfSatisfying(CommandAccepted.class, accepted -> {
            assertThat(accepted.version()).isEqualTo(version + 2);
            assertThat(accepted.changed()).isEqualTo(chats);
        });
        assertThat(partition.partition().contents().keySet())
                .noneMatch(key -> key.startsWith("open:") || key.startsWith("due:"));
    }

    /** The names of now, in a header: an event holds none of a person. */
    @Test
    void anEventCarriesItsTextWithoutNamesInItsValue() throws Exception {
        partition.names.put(ANA, "ana");
        ChatLog.between(this::write, ANA, BEA).say(ANA, "hola");
        ChatLog.group(this::write, ANA, BEA);
        settle();
        List<ProducerRecord<String, byte[]>> raised = records(Topics.NOTIFICATIONS_EVENTS.name());
        assertThat(raised)
                .extracting(
                        r -> new String(r.headers().lastHeader(Envelope.SHOWN).value(), StandardCharsets.UTF_8))
                .containsExactlyInAnyOrder(
                        "{\"text\":\"ana wrote to you for the first time\",\"textEs\":\"ana le ha escrito por primera vez\"}",
                        "{\"text\":\"ana invited you to Grupo\",\"textEs\":\"ana le ha invitado a Grupo\"}");
        assertThat(raised).noneMatch(r -> new String(r.value(), StandardCharsets.UTF_8).contains("\"ana\""));
        assertThat(raised)
                .extracting(r -> Json.read(r.value(), NotificationRaised.class).chatName())
                .containsExactlyInAnyOrder(null, ChatLog.GROUP_NAME);
    }

    @Test
    void hiddenSendersAreNotNamed() {
        partition.names.put(ANA, "ana");
        ask(
                new SetPreferences(BEA, new NotificationPreferences(List.of(), null, true), Instant.EPOCH),
                BEA.toString(),
                Envelope.Reply.NONE);
        ChatLog.group(this::write, ANA, BEA).say(ANA, "hola");
        settle();
        assertThat(records(Topics.NOTIFICATIONS_EVENTS.name()))
                .last()
                .satisfies(r -> assertThat(new String(
                                r.headers().lastHeader(Envelope.SHOWN).value(), StandardCharsets.UTF_8))
                        .contains("You were invited to a group: 1 new message")
                        .doesNotContain("ana", ChatLog.GROUP_NAME));
    }

    /** Between two notifications messages cost no record. */
    @Test
    void countingAMessageAppendsNothing() {
        ChatLog chat = ChatLog.between(this::write, ANA, BEA);
        for (int i = 0; i < 50; i++) {
            chat.say(ANA, "m" + i);
        }
        assertThat(partition.partition().readJournal()).isEmpty();
        settle();
        assertThat(events()).hasSize(1);
        assertThat(partition.partition().readJournal())
                .extracting(ProducerRecord::key)
                .hasSize(1)
                .allMatch(key -> key.startsWith("inbox:" + BEA));
    }

    /** Most users have no device to push to, and every confirmation would change an inbox. */
    @Test
    void aDeliveryChangesNothingForAUserWithoutASubscription() {
        ChatLog chat = ChatLog.between(this::write, ANA, BEA);
        chat.say(ANA, "hola");
        settle();
        String before = partition.partition().contents().get("inbox:" + BEA + "/" + chat.id());
        chat.delivered(BEA, 1);
        partition.advance(Duration.ofSeconds(11));
        assertThat(partition.partition().contents().get("inbox:" + BEA + "/" + chat.id()))
                .isEqualTo(before);
        partition.subscribe(BEA);
        chat.delivered(BEA, 1);
        partition.advance(Duration.ofSeconds(11));
        assertThat(partition.partition().contents().get("inbox:" + BEA + "/" + chat.id()))
                .isNotEqualTo(before)
                .contains("\"deliveredUpTo\":1");
    }

    @Test
    void aBurstIsOneEventForItsUserAlone() {
        ChatLog chat = ChatLog.between(this::write, ANA, BEA);
        for (int i = 0; i < 50; i++) {
            chat.say(ANA, "m" + i);
        }
        assertThat(events()).isEmpty();
        settle();
        List<ProducerRecord<String, byte[]>> told = records(Topics.NOTIFICATIONS_EVENTS.name());
        assertThat(told).singleElement().satisfies(r -> {
            assertThat(r.key()).isEqualTo(BEA.toString());
            assertThat(Envelope.audience(r.headers())).containsExactly(BEA);
            NotificationRaised raised = (NotificationRaised) EventCodec.of(NotificationEvent.class)
                    .read(r.headers(), r.value())
                    .orElseThrow();
            assertThat(raised.count()).isEqualTo(50);
            assertThat(raised.version()).isEqualTo(1);
        });
        assertThat(partition
                        .meters
                        .get("livemarket.notifications.raised")
                        .tag("kind", "first_contact")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void withheldMessagesAreNeitherNotifiedNorCounted() {
        UUID carla = Ids.next();
        ChatLog chat = ChatLog.group(this::write, carla, ANA, BEA);
        settle();
        events();
        chat.sayWithheld(ANA, BEA, "no es para Bea");
        settle();
        assertThat(events()).allMatch(event -> event.userId().equals(carla)).isNotEmpty();
        chat.say(carla, "para todas");
        settle();
        assertThat(events())
                .filteredOn(event -> event.userId().equals(BEA))
                .singleElement()
                .isInstanceOfSatisfying(
                        NotificationRaised.class,
                        raised -> assertThat(raised.count()).isEqualTo(1));
    }

    @Test
    void deletingAWithheldMessageLowersOnlyViewersCounts() {
        UUID carla = Ids.next();
        ChatLog chat = ChatLog.group(this::write, carla, ANA, BEA);
        chat.say(carla, "para todas");
        MessageSent withheld = chat.sayWithheld(ANA, BEA, "no es para Bea");
        settle();
        events();
        chat.delete(withheld);
        chat.delete(withheld);
        settle();
        assertThat(events())
                .singleElement()
                .isInstanceOfSatisfying(
                        NotificationsCleared.class,
                        cleared -> assertThat(cleared.userId()).isEqualTo(carla));
    }

    /** Counted messages are rebuilt from the log, from the last committed offset. */
    @Test
    void aDeletionThatIsReadAgainChangesNothing() {
        ChatLog chat = ChatLog.between(this::write, ANA, BEA);
        MessageSent first = chat.say(ANA, "uno");
        chat.say(ANA, "dos");
        settle();
        chat.delete(first);
        settle();
        partition.partition().restart();
        settle();
        assertThat(events())
                .extracting(event -> ((NotificationRaised) event).count())
                .containsExactly(2L, 1L);
    }

    @Test
    void everyCommandIsAnsweredOnRequest() {
        ask(new ClearNotifications(BEA, null, Ids.next(), null, Instant.EPOCH), BEA.toString(), Envelope.Reply.ALWAYS);
        ask(new ClearNotifications(BEA, null, null, null, Instant.EPOCH), BEA.toString(), Envelope.Reply.ALWAYS);
        ask(new MuteChat(BEA, Ids.next(), true, null, Instant.EPOCH), BEA.toString(), Envelope.Reply.ALWAYS);
        ask(
                new SetPreferences(BEA, new NotificationPreferences(List.of(), null, true), Instant.EPOCH),
                BEA.toString(),
                Envelope.Reply.ALWAYS);
        ask(
                new SetPreferences(BEA, new NotificationPreferences(List.of(), null, true), Instant.EPOCH),
                BEA.toString(),
                Envelope.Reply.ALWAYS);
        ask(
                new SetPreferences(BEA, new NotificationPreferences(List.of(), null, true), Instant.EPOCH),
                BEA.toString(),
                Envelope.Reply.NONE);
        assertThat(partition.results())
                .satisfiesExactly(
                        r -> assertThat(((CommandAccepted) r).changed()).isZero(),
                        r -> assertThat(((CommandRefused) r).code()).isEqualTo(ErrorCode.INVALID_REQUEST),
                        r -> assertThat(((CommandRefused) r).code()).isEqualTo(ErrorCode.CHAT_NOT_FOUND),
                        r -> assertThat(((CommandAccepted) r).changed()).isEqualTo(1),
                        r -> assertThat(((CommandAccepted) r).changed()).isZero());
        assertThat(events()).hasSize(1);
    }

    @Test
    void unreadableRecordsAreDeadLettersAndTheRestGoesOn() {
        ChatLog chat = ChatLog.between(this::write, ANA, BEA);
        pipe(
                Topics.CHAT_EVENTS.name(),
                chat.id().toString(),
                "{\"chatId\":7".getBytes(StandardCharsets.UTF_8),
                type("chat.message-sent.v1"));
        pipe(
                Topics.MODERATION_EVENTS.name(),
                ANA.toString(),
                "{}".getBytes(StandardCharsets.UTF_8),
                type("moderation.report-resolved.v1"));
        pipe(NotificationTopics.SUBSCRIBING.name(), BEA.toString(), new byte[99], type("notification.subscribe.v1"));
        ask(new ClearNotifications(ANA, null, Ids.next(), null, Instant.EPOCH), BEA.toString(), Envelope.Reply.ALWAYS);
        pipe(Topics.NOTIFICATIONS_COMMANDS.name(), "nobody", new byte[0], type("notifications.mute-chat.v1"));
        assertThat(partition.deadLetters()).hasSize(5);
        pipe(Topics.CHAT_EVENTS.name(), chat.id().toString(), new byte[0], type("chat.message-sung.v9"));
        chat.say(ANA, "hola");
        settle();
        assertThat(events()).hasSize(1);
        assertThat(partition.deadLetters()).isEmpty();
    }

    private static Headers type(String name) {
        return new RecordHeaders()
                .add(Envelope.TYPE, name.getBytes(StandardCharsets.US_ASCII))
                .add(Envelope.ID, Ids.next().toString().getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void everyNotifiableEventNotifiesItsRecipient() {
        for (NotifiableEvent row : NotifiableEvent.values()) {
            UUID user = Ids.next();
            UUID subject = Ids.next();
            byte[] event = io.livemarket.events.Json.bytes(
                    row.subjectField() == null
                            ? Map.of(row.recipientField(), user)
                            : Map.of(row.recipientField(), user, row.subjectField(), subject));
            Headers headers = type(row.typeName());
            pipe(Topics.MODERATION_EVENTS.name(), user.toString(), event, headers);
            pipe(Topics.MODERATION_EVENTS.name(), user.toString(), event, headers);
            partition.partition().restart();
            assertThat(events())
                    .as(row.name())
                    .singleElement()
                    .isInstanceOfSatisfying(NotificationRaised.class, raised -> {
                        assertThat(raised.userId()).isEqualTo(user);
                        assertThat(raised.kind()).isEqualTo(row.kind().wireName());
                        assertThat(raised.subject()).isEqualTo(row.subjectField() == null ? null : subject);
                    });
        }
    }
}
