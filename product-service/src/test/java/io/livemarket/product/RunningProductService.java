package io.livemarket.product;

import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.livemarket.embedded.EmbeddedStack;
import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.OfferEvent.OfferAccepted;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.money.Money;
import io.livemarket.events.products.ProductEvent;
import io.livemarket.events.users.UserEvent;
import io.livemarket.events.users.UserEvent.UserDeleted;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.testing.RestClient;
import io.livemarket.kit.testing.StopOrder;
import io.livemarket.kit.testing.TestProducer;
import io.livemarket.kit.testing.TokenIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * The real application on a real broker and store, on a port of its own. Only one runs at a time, because all are in
 * one consumer group. The test publishes events in place of the other services.
 */
final class RunningProductService implements AutoCloseable {

    private static final TokenIssuer ISSUER = TokenIssuer.start();
    private static final EventCodec<ProductEvent> PRODUCTS = EventCodec.of(ProductEvent.class);
    private static final EventCodec<ChatEvent> CHATS = EventCodec.of(ChatEvent.class);
    private static final EventCodec<UserEvent> USERS = EventCodec.of(UserEvent.class);

    private final EmbeddedStack stack = EmbeddedStack.shared();
    private final String prefix = "it" + Ids.next().toString().replace("-", "");
    private final List<String> settings;
    private final Path dataDir;
    private ConfigurableApplicationContext context;
    private Producer<String, byte[]> producer;

    /** @param settings beside the usual ones */
    RunningProductService(String... settings) {
        this.settings = List.of(settings);
        try {
            dataDir = Files.createTempDirectory("product-service-it");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start();
    }

    void start() {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--livemarket.instance=" + prefix,
                "--livemarket.data-dir=" + dataDir,
                "--livemarket.kafka.bootstrap-servers=" + stack.bootstrapServers(),
                "--livemarket.kafka.partitions=3",
                "--livemarket.mongodb.uri=" + stack.mongoUri(),
                "--livemarket.mongodb.prefix=" + prefix,
                "--livemarket.auth.jwks-uri=" + ISSUER.jwksUri()));
        arguments.addAll(settings);
        context = ProductServiceApplication.builder().run(arguments.toArray(String[]::new));
        StopOrder.assertWebServerStopsFirst(context);
        producer = TestProducer.create(context.getBean(KafkaClients.class), "it");
        await("health").atMost(Duration.ofSeconds(180)).until(() -> stranger().isHealthy());
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

    /** Deletes what the engine keeps between restarts. */
    void dropLocalState() throws IOException {
        FileSystemUtils.deleteRecursively(dataDir.resolve("engine"));
    }

    /** Deletes the read model, of a stopped service as well. */
    void dropDatabase() {
        withDatabase(MongoDatabase::drop);
    }

    /** Deletes the positions of the projections, so that each applies its topic again from the beginning. */
    void dropPositions() {
        withDatabase(database -> database.getCollection("projection_offsets").drop());
    }

    private void withDatabase(Consumer<MongoDatabase> action) {
        try (MongoClient client = MongoClients.create(stack.mongoUri())) {
            action.accept(client.getDatabase(prefix + "_product"));
        }
    }

    MongoDatabase database() {
        return context.getBean(MongoDatabase.class);
    }

    RestClient as(UUID user) {
        return new RestClient(this::base, ISSUER.token(user));
    }

    RestClient stranger() {
        return new RestClient(this::base, null);
    }

    private URI base() {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"));
    }

    /** The buyer's offer for a seller's product is accepted in a chat. */
    OfferAccepted accepted(UUID product, UUID seller, UUID buyer) {
        return accepted(Ids.next(), product, seller, buyer);
    }

    OfferAccepted accepted(UUID chat, UUID product, UUID seller, UUID buyer) {
        Money price = new Money("20.00", "EUR");
        OfferAccepted event =
                new OfferAccepted(chat, 5, Ids.next(), product, seller, seller, buyer, price, Ids.next(), 3, now());
        repeat(event);
        return event;
    }

    /** Publishes an event of a chat, as chat-service does. */
    void repeat(ChatEvent event) {
        write(
                Topics.CHAT_EVENTS.name(),
                event.chatId(),
                CHATS.write(event),
                Envelope.describe(
                        new RecordHeaders(),
                        Ids.next().toString(),
                        CHATS.types().nameOf(event),
                        "/chat-service",
                        event.occurredAt(),
                        event.chatId()));
    }

    /** The user deletes the account. */
    void deleted(UUID user) {
        UserEvent event = new UserDeleted(user, 2, now());
        write(
                Topics.USERS_EVENTS.name(),
                user,
                USERS.write(event),
                Envelope.describe(
                        new RecordHeaders(),
                        Ids.next().toString(),
                        USERS.types().nameOf(event),
                        "/auth-service",
                        event.occurredAt(),
                        user));
    }

    /** The committed events of a product, in order. */
    List<ProductEvent> eventsOf(UUID product) {
        List<ProductEvent> events = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(context.getBean(KafkaClients.class).consumer("it-events"))) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.PRODUCTS_EVENTS.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    if (record.key().equals(product.toString())) {
                        events.add(
                                PRODUCTS.read(record.headers(), record.value()).orElseThrow());
                    }
                });
            }
        }
        return events;
    }

    private void write(String topic, UUID key, byte[] value, Headers headers) {
        try {
            producer.send(new ProducerRecord<>(topic, null, key.toString(), value, headers))
                    .get();
        } catch (Exception e) {
            throw new IllegalStateException("Not written", e);
        }
    }

    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
