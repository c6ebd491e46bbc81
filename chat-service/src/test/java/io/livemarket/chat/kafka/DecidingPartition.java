package io.livemarket.chat.kafka;

import io.livemarket.chat.content.Screener;
import io.livemarket.chat.domain.Attachments.SentFile;
import io.livemarket.chat.domain.ListedProduct;
import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatResult;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.Envelope.Reply;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.kit.engine.SimulatedPartition;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * chat-service's decider on a partition without a broker: commands in, records out, and a clock that stands until it is
 * moved.
 */
final class DecidingPartition {

    static final String ORIGIN = "gateway-7";
    private static final ChatPartition.Timing TIMING =
            new ChatPartition.Timing(Duration.ofDays(30), Duration.ofSeconds(1));

    private final EventCodec<ChatCommand> codec = EventCodec.of(ChatCommand.class);
    private final Set<UUID> users = new HashSet<>();
    private final Set<UUID> broken = new HashSet<>();
    private final Map<UUID, SentFile> files = new HashMap<>();
    private final Map<UUID, ListedProduct> products = new HashMap<>();
    private final SimulatedPartition partition;
    private int moments;
    private int knownMoments;
    private Runnable onLooking = () -> {};

    DecidingPartition(Instant now) {
        this(now, Screener.NONE);
    }

    DecidingPartition(Instant now, Screener screener) {
        this(now, ContentChecks.of(screener));
    }

    DecidingPartition(Instant now, ContentChecks checks) {
        partition = new SimulatedPartition(
                Topics.CHAT_COMMANDS,
                Topics.CHAT_EVENTS,
                (number, state) -> new ChatPartition(number, state, new Reference(), checks, FormerState.NONE, TIMING),
                now);
    }

    private final Set<UUID> newAccounts = new HashSet<>();
    private final FirstContacts contacts = new FirstContacts(2);

    /** The account of a user is new, so that it opens at most two chats an hour. */
    void registeredLately(UUID user) {
        newAccounts.add(user);
    }

    private final class Reference implements ReferenceData {

        @Override
        public boolean userExists(UUID userId) {
            if (broken.contains(userId)) {
                throw new IllegalStateException("Looked up a user whose record is broken");
            }
            return users.contains(userId);
        }

        @Override
        public boolean userDeleted(UUID userId) {
            return false;
        }

        @Override
        public boolean isNewAccount(UUID userId, Instant at) {
            return newAccounts.contains(userId);
        }

        @Override
        public FirstContacts firstContacts() {
            return contacts;
        }

        @Override
        public Optional<SentFile> file(UUID fileId) {
            return Optional.ofNullable(files.get(fileId));
        }

        @Override
        public Optional<ListedProduct> product(UUID productId) {
            return Optional.ofNullable(products.get(productId));
        }

        @Override
        public BooleanSupplier catchUpCheck() {
            int moment = ++moments;
            return () -> {
                Runnable late = onLooking;
                onLooking = () -> {};
                boolean known = moment <= knownMoments;
                late.run();
                return known;
            };
        }
    }

    void stored(UUID fileId, SentFile file) {
        files.put(fileId, file);
    }

    void listed(UUID productId, ListedProduct product) {
        products.put(productId, product);
    }

    void registered(UUID... people) {
        users.addAll(List.of(people));
    }

    /** Users and files are known as far as they were there until now. */
    void knowsAllUntilNow() {
        knownMoments = moments;
    }

    /** Has something happen just after the next look whether all is known. */
    void afterTheNextLook(Runnable happens) {
        onLooking = happens;
    }

    /** Deciding fails with an exception wherever this user is looked up. */
    void breaks(UUID user) {
        broken.add(user);
    }

    /** Has a command decided and returns its id. */
    UUID ask(ChatCommand command, Reply reply) {
        UUID commandId = Ids.next();
        send(command.chatId().toString(), codec.write(command), headers(commandId, command, reply));
        return commandId;
    }

    void send(String key, byte[] value, Headers headers) {
        partition.send(key, value, headers);
    }

    /** The headers that CommandSender writes. */
    Headers headers(UUID commandId, ChatCommand command, Reply reply) {
        Headers headers = new RecordHeaders();
        Envelope.command(headers, commandId, codec.types().nameOf(command), ORIGIN, reply);
        return headers;
    }

    void advance(Duration time) {
        partition.advance(time);
    }

    /** Forgets the local state and folds the logs, as an instance that takes the partition over. */
    void restart() {
        partition.restart();
    }

    SimulatedPartition partition() {
        return partition;
    }

    /** The events since the last look. */
    List<ProducerRecord<String, byte[]>> eventRecords() {
        return partition.read(Topics.CHAT_EVENTS.name());
    }

    List<ChatEvent> events() {
        return eventRecords().stream()
                .map(r -> EventCodec.of(ChatEvent.class)
                        .read(r.headers(), r.value())
                        .orElseThrow())
                .toList();
    }

    List<ProducerRecord<String, byte[]>> resultRecords() {
        return partition.read(Topics.CHAT_RESULTS.name());
    }

    List<ChatResult> results() {
        return resultRecords().stream()
                .map(r -> EventCodec.of(ChatResult.class)
                        .read(r.headers(), r.value())
                        .orElseThrow())
                .toList();
    }

    List<ProducerRecord<String, byte[]>> deadLetters() {
        return partition.read(ChatTopics.DEAD_LETTERS.name());
    }

    /** The journal's changes since the last call. */
    List<ProducerRecord<String, byte[]>> journal() {
        return partition.readJournal();
    }
}
