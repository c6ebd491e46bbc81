package io.livemarket.testkit.running;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.livemarket.embedded.EmbeddedStack;
import io.livemarket.events.DomainEvent;
import io.livemarket.events.Ids;
import io.livemarket.events.kafka.Topic;
import io.livemarket.events.users.UserEvent.UserRegistered;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;

/**
 * One instance of a service: its application on a real broker and store, with a port of its own, and the clients of
 * tests: callers of its API, its database, and the topics. A subclass in the service adds its commands, views and
 * settings, and starts the instance. Records that are published while the instance is stopped are consumed after the
 * next start.
 */
public class RunningService extends ApplicationInstance {

    private final KafkaRecords kafka;

    /**
     * An instance that is not started yet.
     *
     * @param application makes the service's application
     * @param instance the instance, with the settings of every test of the service
     * @param settings those of one test, until the next {@link #restart}
     */
    protected RunningService(Supplier<SpringApplicationBuilder> application, Instance instance, String... settings) {
        super(application, instance, settings);
        this.kafka = new KafkaRecords(instance.stack().bootstrapServers());
    }

    /** The issuer of the tokens of all tests of this JVM. */
    public static TokenIssuer issuer() {
        return Issuer.SHARED;
    }

    /** The time to the millisecond, as events have it. */
    public static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Starts another instance of the installation in this JVM, with equal settings; the caller closes it. */
    public final RunningService another() {
        RunningService other = beside(Ids.next().toString());
        other.start();
        return other;
    }

    public final EmbeddedStack stack() {
        return instance().stack();
    }

    public final MongoDatabase database() {
        return bean(MongoDatabase.class);
    }

    /** Stops the instance, works on its database, and starts it again. */
    public final void whileStopped(Consumer<MongoDatabase> work) {
        String name = database().getName();
        stop();
        try (MongoClient client = MongoClients.create(stack().mongoUri())) {
            work.accept(client.getDatabase(name));
        }
        start();
    }

    /** The topics of the broker, also while the instance is stopped. */
    public final KafkaRecords kafka() {
        return kafka;
    }

    /** The producer of the tests' records, also while the instance is stopped. */
    public final Producer<String, byte[]> producer() {
        return kafka.producer();
    }

    /** Publishes an event as the service that decides it does; returns when the event is in the log. */
    public final void publish(DomainEvent event) {
        kafka.write(EventRecords.of(event));
    }

    /** Publishes a fact that is no domain event; returns when the fact is in the log. */
    public final void publish(Topic topic, UUID key, Object fact) {
        kafka.write(EventRecords.of(topic, key, fact));
    }

    /** Publishes a record; returns when the record is in the log. */
    public final void write(ProducerRecord<String, byte[]> record) {
        kafka.write(record);
    }

    /** Writes a record in a transaction of its own, which the caller is to commit or to abort. */
    public final Producer<String, byte[]> writeUncommitted(ProducerRecord<String, byte[]> record) {
        return kafka.writeUncommitted(record);
    }

    /** The committed records of a topic, as {@link KafkaRecords#read} returns them. */
    public final List<ConsumerRecord<String, byte[]>> records(String topic) {
        return kafka.read(topic);
    }

    /** Registers a user as auth-service does. */
    public final UUID newUser(String username) {
        UserRegistered registered = new UserRegistered(Ids.next(), 1, username, null, now());
        publish(registered);
        return registered.userId();
    }

    /** Registers a user with a name that no other has. */
    public final UUID newUser() {
        return newUser("u" + UUID.randomUUID());
    }

    /** A caller with a valid token of a user. */
    public final RestClient as(UUID user) {
        return with(issuer().token(user));
    }

    /** A caller with this token, or without one. */
    public final RestClient with(@Nullable String token) {
        return new RestClient(this::address, token);
    }

    /** A caller without a token. */
    public final RestClient stranger() {
        return with(null);
    }

    /** Closes the tests' producer, the application and its local state, in this order. */
    @Override
    public void close() {
        kafka.close();
        super.close();
    }

    /** Started by the first test that needs a token. */
    private static final class Issuer {
        static final TokenIssuer SHARED = TokenIssuer.start();
    }
}
