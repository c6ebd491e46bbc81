package io.livemarket.gateway.delivery;

import static io.livemarket.testkit.MessageSentBuilder.messageSent;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Json;
import io.livemarket.events.chat.ChatEvent.ChatArranged;
import io.livemarket.events.chat.ChatEvent.ChatHidden;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatEvent.MessageEdited;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.ChatEvent.MessagesRead;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.SafetyEvent.MessageWarned;
import io.livemarket.kit.read.TopicPositions;
import io.livemarket.socketio.EncodedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class SocketBacklogTest {

    private static final UUID ALICE = UUID.fromString("00000000-0000-7000-8000-00000000000a");
    private static final UUID BOB = UUID.fromString("00000000-0000-7000-8000-00000000000b");
    private static final UUID CHAT = UUID.fromString("00000000-0000-7000-8000-0000000000c1");
    private static final UUID OTHER_CHAT = UUID.fromString("00000000-0000-7000-8000-0000000000c2");

    private final Screen screen = new Screen();
    private final SocketBacklog alices = new SocketBacklog(ALICE, screen, 100);

    /** Records emitted events as {@code name chat seq}. */
    private static final class Screen implements FrameSink {
        private final ConcurrentLinkedQueue<String> shown = new ConcurrentLinkedQueue<>();
        private int room = Integer.MAX_VALUE;
        private boolean overflown;

        @Override
        public void emit(EncodedEvent event) {
            room--;
            String packet = event.packet("/", -1).frame(0).toString();
            shown.add(packet.substring(packet.indexOf('[')));
        }

        @Override
        public boolean hasRoom() {
            return room > 0;
        }

        @Override
        public void overflown() {
            overflown = true;
        }

        /** Names, and seqs where there are any. */
        List<String> lines() {
            return shown.stream().map(Screen::line).toList();
        }

        private static String line(String json) {
            var array = Json.MAPPER.readTree(json);
            String name = array.get(0).stringValue();
            return array.get(1).has("seq")
                    ? name + " " + array.get(1).get("seq").longValue()
                    : name;
        }
    }

    private static MessageSent message(UUID chat, long seq, UUID sender) {
        return messageSent(chat, seq + 1, seq, new UUID(chat.getLeastSignificantBits(), seq), sender)
                .content("hello")
                .build();
    }

    private static LiveEvent live(MessageSent message) {
        return new LiveEvent(
                LiveEventKind.SENT, 0, 100 + message.seq(), message.chatId(), message.senderId(), Json.bytes(message));
    }

    private static byte[] missed(boolean more, MessageSent... messages) {
        return Json.bytes(Map.of("items", List.of(messages), "hasMore", more));
    }

    /** An answer of a chat-service that waited for all that it was asked for. */
    private SocketBacklog.Outcome resume(byte[] answer) {
        return alices.resume(MissedMessages.of(answer), new long[] {0});
    }

    private static MessageSent fromBob(long seq) {
        return message(CHAT, seq, BOB);
    }

    private static MessageSent own(long seq) {
        return message(CHAT, seq, ALICE);
    }

    private static LiveEvent hidden(UUID chat, long version) {
        ChatHidden hidden = new ChatHidden(chat, version, ALICE, Instant.EPOCH);
        return new LiveEvent(LiveEventKind.HIDDEN, 0, 100 + version, chat, ALICE, Json.bytes(hidden));
    }

    /** A client takes a chat's version for one that it has. */
    @Test
    void hidingIsShownWithoutTheVersionOfTheChat() {
        resume(missed(false));
        alices.pump();
        alices.accept(hidden(CHAT, 7));
        assertThat(screen.shown.toArray(String[]::new)[1])
                .isEqualTo("[\"chat:hidden\",{\"chatId\":\"" + CHAT + "\",\"at\":\"1970-01-01T00:00:00Z\"}]");
    }

    @Test
    void aWarningHasBothTextsAndNoVersion() {
        resume(missed(false));
        alices.pump();
        MessageWarned warned = new MessageWarned(CHAT, 7, 3, CHAT, BOB, List.of("mass_message"), Instant.EPOCH);
        alices.accept(new LiveEvent(LiveEventKind.WARNED, 0, 107, CHAT, BOB, Json.bytes(warned)));
        assertThat(screen.shown.toArray(String[]::new)[1])
                .startsWith("[\"message:warned\",{\"chatId\":\"" + CHAT + "\",\"id\":\"" + CHAT + "\",\"seq\":3,")
                .contains("\"code\":\"mass_message\"", "\"textEs\":\"Muchas personas")
                .doesNotContain("version", BOB.toString());
    }

    @Test
    void anArrangementIsShownWithoutTheVersionOfTheChat() {
        resume(missed(false));
        alices.pump();
        ChatArranged arranged = new ChatArranged(CHAT, 7, ALICE, true, false, List.of("mesas"), Instant.EPOCH);
        alices.accept(new LiveEvent(LiveEventKind.ARRANGED, 0, 107, CHAT, ALICE, Json.bytes(arranged)));
        assertThat(screen.shown.toArray(String[]::new)[1])
                .isEqualTo("[\"chat:arranged\",{\"chatId\":\"" + CHAT
                        + "\",\"pinned\":true,\"archived\":false,\"labels\":[\"mesas\"],"
                        + "\"at\":\"1970-01-01T00:00:00Z\"}]");
    }

    @Test
    void anOlderHidingIsNotShownAfterAMissedMessage() {
        alices.accept(hidden(CHAT, 2));
        alices.accept(hidden(OTHER_CHAT, 2));
        resume(missed(false, fromBob(2)));
        alices.accept(hidden(CHAT, 3));
        alices.pump();
        assertThat(screen.shown)
                .filteredOn(line -> line.contains("chat:hidden"))
                .satisfiesExactly(
                        first -> assertThat(first).contains(OTHER_CHAT.toString()),
                        second -> assertThat(second).contains(CHAT.toString()));
    }

    @Test
    void nothingIsSentBeforeMissedMessagesAreKnown() {
        alices.accept(live(fromBob(1)));
        assertThat(screen.shown).isEmpty();
        assertThat(alices.isLive()).isFalse();
    }

    /** A chat-service of an earlier version answers with them. */
    @Test
    void aDeletedMessageIsNeitherSentNorCountedAsMissed() {
        alices.accept(live(fromBob(4)));
        ObjectNode deleted = Json.MAPPER.valueToTree(fromBob(2));
        deleted.put("content", "").put("deletedAt", "2026-01-01T00:00:00Z");
        ObjectNode kept = Json.MAPPER.valueToTree(fromBob(3));
        kept.putNull("deletedAt");
        resume(Json.bytes(Map.of("items", List.of(deleted, kept), "hasMore", false)));
        assertThat(alices.pump()).isTrue();
        assertThat(screen.lines()).containsExactly("message:receive 3", "reconnect", "message:receive 4");
        assertThat(screen.shown).contains("[\"reconnect\",{\"recovered\":true,\"missed\":1,\"scope\":\"user\"}]");
    }

    @Test
    void missedMessagesComeBeforeReconnectAndNewerEvents() {
        alices.accept(live(fromBob(4)));
        resume(missed(false, fromBob(2), fromBob(3)));
        assertThat(alices.pump()).isTrue();
        alices.accept(live(fromBob(5)));
        assertThat(screen.lines())
                .containsExactly(
                        "message:receive 2",
                        "message:receive 3",
                        "reconnect",
                        "message:receive 4",
                        "message:receive 5");
        assertThat(screen.shown).contains("[\"reconnect\",{\"recovered\":true,\"missed\":2,\"scope\":\"user\"}]");
    }

    @Test
    void aMissedMessageIsNotShownAgainByTheLog() {
        alices.accept(live(fromBob(1)));
        resume(missed(false, fromBob(1), fromBob(2)));
        alices.pump();
        alices.accept(live(fromBob(2)));
        alices.accept(live(fromBob(3)));
        assertThat(screen.lines())
                .containsExactly("message:receive 1", "message:receive 2", "reconnect", "message:receive 3");
    }

    @Test
    void ownMessagesAreMergedIntoTheMissedOnes() {
        alices.accept(live(own(2)));
        alices.accept(live(own(4)));
        resume(missed(false, fromBob(1), fromBob(3)));
        alices.pump();
        assertThat(screen.lines())
                .containsExactly(
                        "message:receive 1", "message:sent 2", "message:receive 3", "reconnect", "message:sent 4");
    }

    @Test
    void aMessageConfirmedByAnotherDeviceIsShown() {
        alices.accept(live(fromBob(5)));
        alices.accept(live(fromBob(6)));
        resume(missed(false, fromBob(6)));
        alices.pump();
        assertThat(screen.lines()).containsExactly("message:receive 5", "message:receive 6", "reconnect");
    }

    @Test
    void anOpenedChatIsAnnouncedBeforeItsMessages() {
        ChatOpened opened =
                new ChatOpened(OTHER_CHAT, 1, ChatType.PRIVATE, List.of(ALICE, BOB), null, BOB, Instant.EPOCH);
        alices.accept(new LiveEvent(LiveEventKind.OPENED, 0, 100, OTHER_CHAT, BOB, Json.bytes(opened)));
        resume(missed(false, message(OTHER_CHAT, 1, BOB)));
        alices.pump();
        assertThat(screen.lines()).containsExactly("chat:opened", "message:receive 1", "reconnect");
    }

    @Test
    void onlyEditsNewerThanTheMissedMessageAreShown() {
        MessageSent first = fromBob(1);
        alices.accept(edited(first, 2));
        alices.accept(edited(first, 3));
        resume(missed(false, first));
        alices.pump();
        assertThat(screen.lines()).containsExactly("message:receive 1", "reconnect", "message:edit 1");
    }

    private static LiveEvent edited(MessageSent message, long version) {
        return new LiveEvent(
                LiveEventKind.EDITED,
                0,
                100,
                CHAT,
                BOB,
                Json.bytes(
                        new MessageEdited(CHAT, version, message.seq(), message.id(), BOB, "better", Instant.EPOCH)));
    }

    @Test
    void receiptsAreHeldAndThenSent() {
        alices.accept(new LiveEvent(
                LiveEventKind.READ, 0, 100, CHAT, BOB, Json.bytes(new MessagesRead(CHAT, 9, BOB, 4, Instant.EPOCH))));
        resume(missed(false));
        alices.pump();
        assertThat(screen.lines()).containsExactly("reconnect", "message:read");
    }

    @Test
    void moreMessagesThanOneAnswerHoldsAreUnrecovered() {
        resume(missed(true, fromBob(1)));
        alices.pump();
        assertThat(screen.shown).contains("[\"reconnect\",{\"recovered\":false,\"missed\":1,\"scope\":\"user\"}]");
    }

    @Test
    void aSlowReaderGetsNoMoreThanItsRoom() {
        screen.room = 2;
        alices.accept(live(fromBob(4)));
        resume(missed(false, fromBob(1), fromBob(2), fromBob(3)));
        assertThat(alices.pump()).isFalse();
        alices.accept(live(fromBob(5)));
        assertThat(screen.lines()).containsExactly("message:receive 1", "message:receive 2");
        screen.room = 10;
        assertThat(alices.pump()).isTrue();
        assertThat(screen.lines())
                .containsExactly(
                        "message:receive 1",
                        "message:receive 2",
                        "message:receive 3",
                        "reconnect",
                        "message:receive 4",
                        "message:receive 5");
    }

    @Test
    void moreThanMayBeHeldSendsTheClientAway() {
        IntStream.rangeClosed(1, 100).forEach(seq -> alices.accept(live(fromBob(seq))));
        assertThat(screen.overflown).isFalse();
        alices.accept(live(fromBob(101)));
        assertThat(screen.overflown).isTrue();
    }

    /**
     * The log brings messages 1..n on one thread while, at any moment, a read model that knows 1..k (k at least what
     * the log had brought before the backlog was registered, and no more than it has brought by now) is merged in on
     * another.
     */
    @RepeatedTest(300)
    void concurrentMessagesAreShownOnceAndInOrder(RepetitionInfo repetition) throws Exception {
        Random random = new Random(repetition.getCurrentRepetition());
        int n = 60;
        int registeredAfter = random.nextInt(n);
        int known = registeredAfter + random.nextInt(n - registeredAfter + 1);
        int confirmed = random.nextInt(registeredAfter + 1);
        List<MessageSent> all = new ArrayList<>();
        for (int seq = 1; seq <= n; seq++) {
            all.add(random.nextInt(4) == 0 ? own(seq) : fromBob(seq));
        }
        Thread log = Thread.ofPlatform().start(() -> {
            for (int seq = registeredAfter + 1; seq <= n; seq++) {
                alices.accept(live(all.get(seq - 1)));
                if (seq == known) {
                    Thread.yield();
                }
            }
        });
        while (alices.held() < Math.max(0, known - registeredAfter) && log.isAlive()) {
            Thread.onSpinWait();
        }
        resume(missed(
                false,
                all.subList(confirmed, known).stream()
                        .filter(message -> message.senderId().equals(BOB))
                        .toArray(MessageSent[]::new)));
        screen.room = random.nextInt(20);
        while (!alices.pump()) {
            screen.room = 1 + random.nextInt(20);
        }
        log.join();
        List<Long> seqs = screen.lines().stream()
                .filter(line -> line.startsWith("message"))
                .map(line -> Long.valueOf(line.split(" ")[1]))
                .toList();
        List<Long> expected = all.stream()
                .filter(m -> m.seq() > registeredAfter
                        || (m.seq() > confirmed && m.senderId().equals(BOB)))
                .map(MessageSent::seq)
                .toList();
        assertThat(seqs).isEqualTo(expected);
    }

    /** CHAT is in one partition, OTHER_CHAT in another. */
    private static final int PARTITIONS = partitionsThatPartThem();

    private static final int PLACE = TopicPositions.partitionOf(CHAT.toString(), PARTITIONS);
    private static final int OTHER_PLACE = TopicPositions.partitionOf(OTHER_CHAT.toString(), PARTITIONS);

    private static int partitionsThatPartThem() {
        return IntStream.range(2, 50)
                .filter(n -> TopicPositions.partitionOf(CHAT.toString(), n)
                        != TopicPositions.partitionOf(OTHER_CHAT.toString(), n))
                .findFirst()
                .orElseThrow();
    }

    private static LiveEvent live(int partition, MessageSent message) {
        return new LiveEvent(
                LiveEventKind.SENT,
                partition,
                message.seq(),
                message.chatId(),
                message.senderId(),
                Json.bytes(message));
    }

    private static long[] offsets(long inPlace, long inOtherPlace) {
        long[] offsets = new long[PARTITIONS];
        offsets[PLACE] = inPlace;
        offsets[OTHER_PLACE] = inOtherPlace;
        return offsets;
    }

    private static MissedMessages answer(long[] applied, Map<Integer, Long> upTo, MessageSent... messages) {
        return MissedMessages.of(
                Json.bytes(Map.of("items", List.of(messages), "hasMore", false, "applied", applied, "upTo", upTo)));
    }

    @Test
    void aLatePartitionDelaysItsOwnChatsOnly() {
        alices.expect(offsets(10, 10));
        alices.accept(live(PLACE, fromBob(2)));
        alices.accept(live(OTHER_PLACE, message(OTHER_CHAT, 2, BOB)));
        var outcome = alices.resume(
                answer(offsets(10, 9), Map.of(), fromBob(1), message(OTHER_CHAT, 1, BOB)), offsets(10, 10));
        alices.pump();
        assertThat(outcome).isEqualTo(SocketBacklog.Outcome.ANSWER_IS_BEHIND);
        alices.accept(live(PLACE, fromBob(3)));
        alices.accept(live(OTHER_PLACE, message(OTHER_CHAT, 3, BOB)));
        assertThat(screen.lines()).containsExactly("message:receive 1", "message:receive 2", "message:receive 3");

        alices.greetWithoutTheRest();
        alices.pump();
        assertThat(screen.shown)
                .last()
                .isEqualTo("[\"reconnect\",{\"recovered\":false,\"missed\":1,\"scope\":\"user\"}]");
        assertThat(alices.isLive()).isFalse();

        screen.shown.clear();
        outcome = alices.resume(
                answer(offsets(10, 10), Map.of(), fromBob(1), message(OTHER_CHAT, 1, BOB)), offsets(10, 10));
        alices.pump();
        alices.accept(live(OTHER_PLACE, message(OTHER_CHAT, 4, BOB)));
        assertThat(outcome).isEqualTo(SocketBacklog.Outcome.ALL_RELEASED);
        assertThat(screen.lines())
                .containsExactly("message:receive 1", "message:receive 2", "message:receive 3", "message:receive 4");
        assertThat(alices.isLive()).isTrue();
    }

    @Test
    void aPartitionInTimeIsRecoveredWithOneReconnect() {
        alices.expect(offsets(10, 10));
        alices.resume(answer(offsets(10, 9), Map.of(), fromBob(1)), offsets(10, 10));
        alices.resume(answer(offsets(10, 12), Map.of(), fromBob(1), message(OTHER_CHAT, 1, BOB)), offsets(10, 10));
        alices.pump();
        alices.greetWithoutTheRest();
        alices.pump();
        assertThat(screen.lines()).containsExactly("message:receive 1", "message:receive 1", "reconnect");
        assertThat(screen.shown)
                .last()
                .isEqualTo("[\"reconnect\",{\"recovered\":true,\"missed\":2,\"scope\":\"user\"}]");
    }

    /** The answer has message 6 at offset 6, and the user's own 5 at offset 5 is still on its way here. */
    @Test
    void anAnswerAheadOfTheLogWaits() {
        alices.expect(offsets(5, 0));
        MissedMessages ahead = answer(offsets(7, 0), Map.of(PLACE, 7L), fromBob(4), fromBob(6));
        assertThat(alices.resume(ahead, offsets(5, 0))).isEqualTo(SocketBacklog.Outcome.LOG_IS_BEHIND);
        alices.pump();
        assertThat(screen.shown).isEmpty();
        alices.accept(live(PLACE, own(5)));
        alices.accept(live(PLACE, fromBob(6)));
        assertThat(alices.resume(ahead, offsets(7, 0))).isEqualTo(SocketBacklog.Outcome.ALL_RELEASED);
        alices.pump();
        assertThat(screen.lines())
                .containsExactly("message:receive 4", "message:sent 5", "message:receive 6", "reconnect");
    }

    @Test
    void aSlowReaderGetsThePartitionsEventsInOrder() {
        alices.expect(offsets(1, 1));
        screen.room = 1;
        alices.resume(answer(offsets(1, 0), Map.of(), fromBob(1), fromBob(2)), offsets(1, 1));
        assertThat(alices.pump()).isFalse();
        alices.accept(live(PLACE, fromBob(3)));
        screen.room = 10;
        assertThat(alices.pump())
                .as("nothing is left to send, though a partition is late")
                .isTrue();
        alices.accept(live(PLACE, fromBob(4)));
        assertThat(screen.lines())
                .containsExactly("message:receive 1", "message:receive 2", "message:receive 3", "message:receive 4");
    }

    /**
     * Another instance showed them to another device of the user, which confirmed them; this one hears of them late.
     */
    @Test
    void eventsBeforeTheConnectAreNotShownLate() {
        alices.beginAt(offsets(9, 0));
        alices.expect(offsets(5, 0));
        alices.accept(live(PLACE, fromBob(6)));
        MissedMessages answer = answer(offsets(9, 0), Map.of(), fromBob(8));
        assertThat(alices.resume(answer, offsets(7, 0))).isEqualTo(SocketBacklog.Outcome.LOG_IS_BEHIND);
        alices.accept(live(PLACE, fromBob(7)));
        alices.accept(live(PLACE, fromBob(8)));
        alices.accept(live(PLACE, fromBob(9)));
        alices.pump();
        assertThat(screen.shown).isEmpty();

        assertThat(alices.resume(answer, offsets(10, 0))).isEqualTo(SocketBacklog.Outcome.ALL_RELEASED);
        alices.pump();
        alices.accept(live(PLACE, fromBob(10)));
        assertThat(screen.lines())
                .containsExactly("message:receive 8", "reconnect", "message:receive 9", "message:receive 10");
        assertThat(screen.shown).contains("[\"reconnect\",{\"recovered\":true,\"missed\":1,\"scope\":\"user\"}]");
    }

    @Test
    void anAnswerOlderThanTheConnectionIsRejected() {
        alices.beginAt(offsets(9, 0));
        alices.expect(offsets(5, 0));
        assertThat(alices.resume(answer(offsets(8, 0), Map.of(), fromBob(7)), offsets(9, 0)))
                .isEqualTo(SocketBacklog.Outcome.ANSWER_IS_BEHIND);
        assertThat(alices.resume(answer(offsets(9, 0), Map.of()), offsets(9, 0)))
                .isEqualTo(SocketBacklog.Outcome.ALL_RELEASED);
        alices.pump();
        assertThat(screen.lines()).containsExactly("reconnect");
    }

    @Test
    void lateOffsetsDropEarlierEventsWithoutRecovery() {
        alices.expect(offsets(5, 5));
        alices.accept(live(PLACE, fromBob(7)));
        alices.accept(live(OTHER_PLACE, message(OTHER_CHAT, 7, BOB)));
        alices.beginLateAt(offsets(8, 6));
        alices.resume(answer(offsets(8, 6), Map.of()), offsets(8, 8));
        alices.pump();
        assertThat(screen.lines()).containsExactly("reconnect", "message:receive 7");
        assertThat(screen.shown)
                .first()
                .isEqualTo("[\"reconnect\",{\"recovered\":false,\"missed\":0,\"scope\":\"user\"}]");
    }

    @Test
    void unconsumedPartitionsAreAwaitedToo() {
        alices.beginAt(new long[] {1, 3});
        alices.expect(new long[] {1});
        assertThat(alices.resume(
                        MissedMessages.of(Json.bytes(Map.of(
                                "items", List.of(), "hasMore", false, "applied", List.of(1, 2), "upTo", Map.of()))),
                        new long[] {1, 3}))
                .isEqualTo(SocketBacklog.Outcome.ANSWER_IS_BEHIND);
    }
}
