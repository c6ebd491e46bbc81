package io.livemarket.chat.kafka;

import io.livemarket.chat.domain.Attachments.SentFile;
import io.livemarket.chat.domain.ListedProduct;
import io.livemarket.events.EventTypes;
import io.livemarket.events.Ids;
import io.livemarket.events.files.FileEvent;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topic;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.kafka.UnreadableRecordException;
import io.livemarket.events.products.ProductEvent;
import io.livemarket.events.users.UserEvent;
import io.livemarket.kit.compact.UuidSet;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicTail;
import io.livemarket.kit.read.LogEnds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The users, files and products of {@code users.events}, {@code files.events} and {@code products.events}, in memory:
 * the topics are read from their beginnings at each start and followed from then on. The tables take about 25 bytes for
 * a user, 110 for a file and 110 for a product.
 */
final class ReferenceTail implements ReferenceData, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ReferenceTail.class);
    private static final EventCodec<FileEvent> FILES = EventCodec.of(FileEvent.class);
    private static final EventCodec<ProductEvent> PRODUCTS = EventCodec.of(ProductEvent.class);
    private static final List<Topic> TOPICS = List.of(Topics.USERS_EVENTS, Topics.FILES_EVENTS, Topics.PRODUCTS_EVENTS);

    private static final String USER_REGISTERED = EventTypes.of(UserEvent.class).nameOf(UserEvent.UserRegistered.class);
    private static final String USER_DELETED = EventTypes.of(UserEvent.class).nameOf(UserEvent.UserDeleted.class);

    private final UuidSet users = new UuidSet();
    private final UuidSet deleted = new UuidSet();
    private final NewAccounts newAccounts;
    private final FirstContacts firstContacts;
    private final UploadedFiles files = new UploadedFiles();
    private final ListedProducts products = new ListedProducts();
    private final LogEnds usersWritten;
    private final LogEnds filesWritten;
    private final LogEnds productsWritten;
    private final TopicTail tail;

    /**
     * @param newAccount the age up to which an account is new
     * @param firstContacts counts the chats that new accounts open
     */
    ReferenceTail(KafkaClients clients, Duration newAccount, FirstContacts firstContacts) {
        newAccounts = new NewAccounts(newAccount);
        this.firstContacts = firstContacts;
        usersWritten = LogEnds.ofAllWritten(clients, Topics.USERS_EVENTS);
        filesWritten = LogEnds.ofAllWritten(clients, Topics.FILES_EVENTS);
        productsWritten = LogEnds.ofAllWritten(clients, Topics.PRODUCTS_EVENTS);
        tail = TopicTail.fromBeginning("chat-reference", clients, TOPICS, this::read);
    }

    /**
     * Waits until all topics are read up to their ends at the start.
     *
     * @return false when the time is over first
     */
    boolean awaitReady(Duration atMost) throws InterruptedException {
        return tail.awaitReady(atMost);
    }

    boolean isReady() {
        return tail.isReady();
    }

    private void read(ConsumerRecord<String, byte[]> record) {
        if (record.topic().equals(Topics.USERS_EVENTS.name())) {
            // Any event of a user proves that the user exists.
            Optional<UUID> user = Ids.parse(record.key());
            user.ifPresent(users::add);
            String type = Envelope.text(record.headers(), Envelope.TYPE);
            user.filter(_ -> USER_DELETED.equals(type)).ifPresent(deleted::add);
            user.filter(_ -> USER_REGISTERED.equals(type))
                    .ifPresent(id -> newAccounts.add(id, record.timestamp(), System.currentTimeMillis()));
            return;
        }
        if (record.topic().equals(Topics.PRODUCTS_EVENTS.name())) {
            readProduct(record);
            return;
        }
        try {
            FILES.read(record.headers(), record.value()).ifPresent(this::apply);
        } catch (UnreadableRecordException e) {
            // file-service's own projection sends the event to the dead letter topic; an unknown file cannot be sent.
            log.error("Unreadable file event skipped, so that its file cannot be sent: {}", e.getMessage());
        }
    }

    private void readProduct(ConsumerRecord<String, byte[]> record) {
        try {
            PRODUCTS.read(record.headers(), record.value()).ifPresent(products::apply);
        } catch (UnreadableRecordException e) {
            // product-service's own projection sends the event to the dead letter topic.
            log.error("Unreadable product event skipped, so that offers miss its change: {}", e.getMessage());
        }
    }

    private void apply(FileEvent event) {
        switch (event) {
            case FileEvent.FileUploaded e -> files.add(e);
            case FileEvent.FileDeleted e -> files.delete(e.fileId());
            case FileEvent.FileAttached _, FileEvent.FileDetached _ -> {}
        }
    }

    @Override
    public boolean userExists(UUID userId) {
        return users.contains(userId);
    }

    @Override
    public boolean userDeleted(UUID userId) {
        return deleted.contains(userId);
    }

    @Override
    public boolean isNewAccount(UUID userId, Instant at) {
        return newAccounts.isNew(userId, at);
    }

    @Override
    public FirstContacts firstContacts() {
        return firstContacts;
    }

    @Override
    public Optional<SentFile> file(UUID fileId) {
        return files.get(fileId);
    }

    @Override
    public Optional<ListedProduct> product(UUID productId) {
        return products.get(productId);
    }

    @Override
    public BooleanSupplier catchUpCheck() {
        return new CatchUpCheck(usersWritten.ask(), filesWritten.ask(), productsWritten.ask());
    }

    /** Whether all topics are read up to the ends that they had at one moment. */
    private final class CatchUpCheck implements BooleanSupplier {

        private final CompletableFuture<Map<Integer, Long>> usersUpTo;
        private final CompletableFuture<Map<Integer, Long>> filesUpTo;
        private final CompletableFuture<Map<Integer, Long>> productsUpTo;

        CatchUpCheck(
                CompletableFuture<Map<Integer, Long>> usersUpTo,
                CompletableFuture<Map<Integer, Long>> filesUpTo,
                CompletableFuture<Map<Integer, Long>> productsUpTo) {
            this.usersUpTo = usersUpTo;
            this.filesUpTo = filesUpTo;
            this.productsUpTo = productsUpTo;
        }

        @Override
        public boolean getAsBoolean() {
            return isRead(Topics.USERS_EVENTS, usersUpTo)
                    && isRead(Topics.FILES_EVENTS, filesUpTo)
                    && isRead(Topics.PRODUCTS_EVENTS, productsUpTo);
        }

        private boolean isRead(Topic topic, CompletableFuture<Map<Integer, Long>> upTo) {
            return upTo.isDone()
                    && !upTo.isCompletedExceptionally()
                    && upTo.join().entrySet().stream()
                            .allMatch(end ->
                                    tail.hasHandled(new TopicPartition(topic.name(), end.getKey()), end.getValue()));
        }
    }

    @Override
    public void close() {
        usersWritten.close();
        filesWritten.close();
        productsWritten.close();
        tail.close();
    }
}
