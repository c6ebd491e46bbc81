package io.livemarket.ledger.verify;

import static io.livemarket.testkit.MessageSentBuilder.messageSent;

import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageEdited;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.ChatEvent.MessagesDelivered;
import io.livemarket.events.chat.ChatEvent.MessagesRead;
import io.livemarket.events.chat.ChatType;
import io.livemarket.ledger.model.Attempt;
import io.livemarket.ledger.model.Attempt.Act;
import io.livemarket.ledger.model.Connection;
import io.livemarket.ledger.model.LogRecord;
import io.livemarket.ledger.model.MessageList;
import io.livemarket.ledger.model.Observations;
import io.livemarket.ledger.model.Outcome;
import io.livemarket.ledger.model.Outcome.Acknowledged;
import io.livemarket.ledger.model.Recovery;
import io.livemarket.ledger.model.Shown;
import io.livemarket.ledger.model.Sighting;
import io.livemarket.ledger.model.Sighting.What;
import io.livemarket.ledger.model.Summary;
import io.livemarket.ledger.model.Summary.Watermarks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A run made by hand in which every guarantee held: Alice sends three messages, edits the first and deletes the second;
 * Bob gets them on two connections and reads the first. A test spoils one thing in it.
 */
final class HistoryOfARun {

    static final UUID CHAT = new UUID(0, 1);
    static final UUID ALICE = new UUID(0, 2);
    static final UUID BOB = new UUID(0, 3);
    static final UUID FIRST = new UUID(1, 1);
    static final UUID SECOND = new UUID(1, 2);
    static final UUID THIRD = new UUID(1, 3);

    final List<Attempt> attempts = new ArrayList<>();
    final List<LogRecord> log = new ArrayList<>();
    final List<Sighting> alice = new ArrayList<>();
    final List<Sighting> bobBefore = new ArrayList<>();
    final List<Sighting> bobAfter = new ArrayList<>();
    final List<Shown> history = new ArrayList<>();
    final List<Shown> view = new ArrayList<>();
    final Map<UUID, Watermarks> receipts = new TreeMap<>();
    final List<Recovery> recoveries = new ArrayList<>();
    final List<String> failures = new ArrayList<>();
    long confirmedBefore = 1;
    long unread = 1;
    long notified = 1;
    UUID last = THIRD;

    HistoryOfARun() {
        attempts.add(send(1, FIRST, 1, "one"));
        attempts.add(attempt(2, Act.EDIT, FIRST, "one, edited", new Acknowledged(FIRST, 1, 3)));
        attempts.add(send(3, SECOND, 2, "two"));
        attempts.add(attempt(4, Act.DELETE, SECOND, null, new Acknowledged(SECOND, 2, 6)));
        attempts.add(send(5, THIRD, 3, "three"));
        attempts.add(readReceipt(6, 1));
        attempts.add(attempt(7, Act.SEND, null, "refused", new Outcome.Refused("not_a_participant")));
        attempts.add(attempt(8, Act.SEND, null, "cut", new Outcome.Cut()));
        attempts.add(attempt(9, Act.SEND, null, "nobody knows", new Outcome.Unknown()));

        log(new ChatOpened(CHAT, 1, ChatType.PRIVATE, List.of(ALICE, BOB), null, ALICE, Instant.EPOCH));
        log(sent(2, 1, FIRST, "one", "k1"));
        log(new MessageEdited(CHAT, 3, 1, FIRST, ALICE, "one, edited", Instant.EPOCH));
        log(new MessagesDelivered(CHAT, 4, BOB, 1, Instant.EPOCH));
        log(sent(5, 2, SECOND, "two", "k2"));
        log(new MessageDeleted(CHAT, 6, 2, SECOND, ALICE, Instant.EPOCH));
        log(new MessagesRead(CHAT, 7, BOB, 1, Instant.EPOCH));
        log(sent(8, 3, THIRD, "three", "k3"));

        alice.addAll(List.of(
                Sighting.reconnect(true),
                message(2, 1, FIRST, "one"),
                edited(3, 1, FIRST, "one, edited"),
                receipt(What.DELIVERED, 4, 1),
                message(5, 2, SECOND, "two"),
                deleted(6, 2, SECOND),
                receipt(What.READ, 7, 1),
                message(8, 3, THIRD, "three")));
        bobBefore.addAll(
                List.of(message(3, 1, FIRST, "one, edited"), Sighting.reconnect(true), receipt(What.DELIVERED, 4, 1)));
        bobAfter.addAll(List.of(
                message(6, 2, SECOND, ""),
                Sighting.reconnect(true),
                receipt(What.READ, 7, 1),
                message(8, 3, THIRD, "three")));

        history.addAll(List.of(
                new Shown(FIRST, 1, ALICE, "one, edited", true, false),
                new Shown(SECOND, 2, ALICE, "", false, true),
                new Shown(THIRD, 3, ALICE, "three", false, false)));
        view.addAll(history);
        receipts.put(ALICE, new Watermarks(3, 3));
        receipts.put(BOB, new Watermarks(1, 1));
        recoveries.add(new Recovery(1, "kill chat-1", "bob/1", OptionalLong.of(4_000)));
    }

    static MessageSent sent(long version, long seq, UUID id, String content, String key) {
        return messageSent(CHAT, version, seq, id, ALICE)
                .content(content)
                .key(key)
                .build();
    }

    static Sighting message(long version, long seq, UUID id, String content) {
        return new Sighting(What.MESSAGE, CHAT, version, seq, id, content, ALICE);
    }

    static Sighting edited(long version, long seq, UUID id, String content) {
        return new Sighting(What.EDITED, CHAT, version, seq, id, content, null);
    }

    static Sighting deleted(long version, long seq, UUID id) {
        return new Sighting(What.DELETED, CHAT, version, seq, id, null, null);
    }

    static Sighting receipt(What what, long version, long upToSeq) {
        return new Sighting(what, CHAT, version, upToSeq, null, null, BOB);
    }

    /** Bob's receipt for all messages up to one, which was acknowledged. */
    static Attempt readReceipt(long number, long upToSeq) {
        return new Attempt(
                number,
                new Attempt.Participant(BOB, CHAT),
                Act.READ,
                null,
                null,
                null,
                upToSeq,
                new Acknowledged(null, 0, 0));
    }

    static Attempt send(long number, UUID id, long seq, String content) {
        return attempt(number, Act.SEND, null, content, new Acknowledged(id, seq, 0));
    }

    static Attempt attempt(long number, Act act, UUID messageId, String content, Outcome outcome) {
        return new Attempt(number, new Attempt.Participant(ALICE, CHAT), act, messageId, null, content, 0, outcome);
    }

    void log(ChatEvent event) {
        log.add(new LogRecord(0, log.size(), "event-" + log.size(), event));
    }

    /** Replaces the event of the log at this place. */
    void relog(int place, ChatEvent event) {
        log.set(place, new LogRecord(0, place, "event-" + place, event));
    }

    List<Violation> violations() {
        List<Connection> connections = List.of(
                new Connection("alice/1", ALICE, 1, Map.of(), alice, true),
                new Connection("bob/1", BOB, 1, Map.of(), bobBefore, false),
                new Connection("bob/1", BOB, 2, Map.of(CHAT, confirmedBefore), bobAfter, true));
        return new Verifier(Duration.ofSeconds(5))
                .verify(new Observations(
                        Map.of(CHAT, Set.of(ALICE, BOB)),
                        attempts,
                        log,
                        connections,
                        new Observations.Reads(
                                List.of(new MessageList("history of bob", BOB, CHAT, history)),
                                List.of(new MessageList("bob/1", BOB, CHAT, view)),
                                List.of(new Summary(BOB, CHAT, 3, 8, unread, last, receipts)),
                                Map.of(BOB, notified)),
                        recoveries,
                        failures));
    }
}
