package io.livemarket.chat;

import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;
import io.livemarket.embedded.EmbeddedStack;
import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.EnforcementCommand;
import io.livemarket.events.chat.EnforcementCommand.ApplyBlock;
import io.livemarket.events.files.FileEvent;
import io.livemarket.events.files.FileEvent.FileUploaded;
import io.livemarket.events.files.FileScan;
import io.livemarket.events.files.ImageFacts;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.money.Money;
import io.livemarket.events.products.ProductDetails;
import io.livemarket.events.products.ProductEvent;
import io.livemarket.events.products.ProductEvent.ProductListed;
import io.livemarket.events.users.UserEvent;
import io.livemarket.events.users.UserEvent.UserRegistered;
import io.livemarket.kit.kafka.CommandSender;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.testing.RestClient;
import io.livemarket.kit.testing.StopOrder;
import io.livemarket.kit.testing.TestProducer;
import io.livemarket.kit.testing.TokenIssuer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The real application on a real broker and store, on a port of its own. Only one runs at a time, because all are in
 * one consumer group: a test that needs it alone stops the shared one.
 */
final class RunningChatService implements AutoCloseable {

    private static final TokenIssuer ISSUER = TokenIssuer.start();
    private static final Duration START_LIMIT = Duration.ofSeconds(180);
    private static RunningChatService shared;

    private final EmbeddedStack stack;
    private final String prefix;
    private final String instance;
    private final Path dataDir;
    private ConfigurableApplicationContext context;
    private Producer<String, byte[]> producer;

    private RunningChatService(EmbeddedStack stack) {
        this(stack, "it" + Ids.next().toString().replace("-", ""), "one");
    }

    private RunningChatService(EmbeddedStack stack, String prefix, String replica) {
        this.stack = stack;
        this.prefix = prefix;
        this.instance = prefix + "-" + replica;
        try {
            dataDir = Files.createTempDirectory("chat-service-it");
        } catch (IOException e) {
            throw new IllegalStateException("No room for local state", e);
        }
        start();
    }

    /** The one that tests share which break nothing; it ends with the JVM. */
    static synchronized RunningChatService shared() {
        if (shared == null) {
            shared = new RunningChatService(EmbeddedStack.shared());
        }
        return shared;
    }

    /** An instance for a test that stops it or damages its data. */
    static synchronized RunningChatService alone() {
        if (shared != null) {
            shared.close();
            shared = null;
        }
        return new RunningChatService(EmbeddedStack.shared());
    }

    /** An instance with a broker and a store of its own, for a test that fills them before the start. */
    static synchronized RunningChatService on(EmbeddedStack stack) {
        if (shared != null) {
            shared.close();
            shared = null;
        }
        return new RunningChatService(stack);
    }

    /** Another instance beside it, with the same store; to be closed before it. */
    RunningChatService replica(String name) {
        return new RunningChatService(stack, prefix, name);
    }

    /** Returns when it is healthy. */
    void start() {
        context = ChatServiceApplication.builder()
                .run(
                        "--server.port=0",
                        "--livemarket.instance=" + instance,
                        "--livemarket.data-dir=" + dataDir,
                        "--livemarket.kafka.bootstrap-servers=" + stack.bootstrapServers(),
                        "--livemarket.kafka.partitions=3",
                        "--livemarket.mongodb.uri=" + stack.mongoUri(),
                        "--livemarket.mongodb.prefix=" + prefix,
                        "--livemarket.auth.jwks-uri=" + ISSUER.jwksUri());
        StopOrder.assertWebServerStopsFirst(context);
        producer = TestProducer.create(clients(), "it");
        awaitHealth();
    }

    void awaitHealth() {
        await("health").atMost(START_LIMIT).until(() -> stranger().isHealthy());
    }

    void stop() {
        producer.close();
        context.close();
    }

    @Override
    public void close() {
        if (context.isActive()) {
            stop();
        }
    }

    EmbeddedStack stack() {
        return stack;
    }

    static TokenIssuer issuer() {
        return ISSUER;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    KafkaClients clients() {
        return bean(KafkaClients.class);
    }

    MongoDatabase database() {
        return bean(MongoDatabase.class);
    }

    /** The database's name, for when it is stopped. */
    String databaseName() {
        return prefix + "_chat";
    }

    /** A new user, registered by auth-service. */
    UUID newUser() {
        UUID user = Ids.next();
        write(registration(user));
        return user;
    }

    private static ProducerRecord<String, byte[]> registration(UUID user) {
        UserRegistered event = new UserRegistered(user, 1, "u" + UUID.randomUUID(), null, now());
        return new ProducerRecord<>(
                Topics.USERS_EVENTS.name(),
                null,
                user.toString(),
                EventCodec.of(UserEvent.class).write(event),
                Envelope.describe(
                        new RecordHeaders(),
                        user + "-1",
                        "users.user-registered.v1",
                        "/auth-service",
                        event.createdAt(),
                        user));
    }

    /** The registration of a user, written in a transaction that the caller is to commit. */
    KafkaProducer<String, byte[]> registering(UUID user) throws Exception {
        Map<String, Object> config = new HashMap<>(clients().producer("it-registering"));
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "it-" + user);
        KafkaProducer<String, byte[]> transactional = new KafkaProducer<>(config);
        transactional.initTransactions();
        transactional.beginTransaction();
        transactional.send(registration(user)).get();
        return transactional;
    }

    /** A newly uploaded image. */
    UUID newFile(UUID owner) {
        FileUploaded event = new FileUploaded(
                Ids.next(),
                1,
                owner,
                "bici.jpg",
                "image/jpeg",
                10,
                "00",
                new ImageFacts(1200, 900, true),
                FileScan.UNSCANNED,
                now());
        write(new ProducerRecord<>(
                Topics.FILES_EVENTS.name(),
                null,
                event.fileId().toString(),
                EventCodec.of(FileEvent.class).write(event),
                Envelope.describe(
                        new RecordHeaders(),
                        event.fileId() + "-1",
                        "files.file-uploaded.v1",
                        "/file-service",
                        event.uploadedAt(),
                        event.fileId())));
        return event.fileId();
    }

    /** A product that a seller just listed. */
    UUID newProduct(UUID seller) {
        ProductListed event = new ProductListed(
                Ids.next(), 1, seller, new ProductDetails("Bici", new Money("50.00", "EUR"), null, null), now());
        write(new ProducerRecord<>(
                Topics.PRODUCTS_EVENTS.name(),
                null,
                event.productId().toString(),
                EventCodec.of(ProductEvent.class).write(event),
                Envelope.describe(
                        new RecordHeaders(),
                        event.productId() + "-1",
                        "products.product-listed.v1",
                        "/product-service",
                        event.at(),
                        event.productId())));
        return event.productId();
    }

    void write(ProducerRecord<String, byte[]> record) {
        try {
            producer.send(record).get();
        } catch (Exception e) {
            throw new IllegalStateException("Not written", e);
        }
    }

    /** Asks as a gateway does, past REST, and wants no answer. */
    void ask(ChatCommand command) {
        new CommandSender<>(producer, Topics.CHAT_COMMANDS, EventCodec.of(ChatCommand.class), "it")
                .send(Ids.next(), command.chatId(), command, Envelope.Reply.NONE)
                .join();
    }

    /**
     * Has every partition take note of a block, as moderation-service does; commands that are sent afterwards are
     * decided with it.
     */
    void block(UUID blocker, UUID other) {
        ApplyBlock block = new ApplyBlock(blocker, other, true, now());
        EventCodec<EnforcementCommand> codec = EventCodec.of(EnforcementCommand.class);
        for (int partition = 0;
                partition < producer.partitionsFor(Topics.CHAT_COMMANDS.name()).size();
                partition++) {
            RecordHeaders headers = new RecordHeaders();
            Envelope.command(headers, Ids.next(), codec.types().nameOf(block), "it", Envelope.Reply.NONE);
            write(new ProducerRecord<>(
                    Topics.CHAT_COMMANDS.name(), partition, blocker.toString(), codec.write(block), headers));
        }
    }

    RestClient as(UUID user) {
        return with(token(user));
    }

    String token(UUID user) {
        return ISSUER.token(user);
    }

    RestClient with(String token) {
        return new RestClient(this::base, token);
    }

    RestClient stranger() {
        return with(null);
    }

    private URI base() {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"));
    }

    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
