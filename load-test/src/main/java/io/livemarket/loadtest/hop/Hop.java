package io.livemarket.loadtest.hop;

import io.livemarket.loadtest.BrokerAnswers;
import io.livemarket.loadtest.SetUpException;
import io.livemarket.loadtest.messages.Schedule;
import io.livemarket.loadtest.report.Latencies;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends records at a fixed rate through a topic to a consumer, or through two topics with a forwarding thread between
 * them, as a router would be. The time of a record begins when it was due.
 */
public final class Hop implements AutoCloseable {

    private static final List<String> TOPICS = List.of("load-test.hop.first", "load-test.hop.second");
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LATE = Duration.ofSeconds(20);

    private final Map<String, Object> broker;
    private final Admin admin;
    private final int bytes;

    /** @param bytes of each record, at least 8 */
    public Hop(String bootstrapServers, int bytes) {
        this.broker = Map.of("bootstrap.servers", bootstrapServers);
        this.admin = Admin.create(broker);
        this.bytes = bytes;
        BrokerAnswers.await(
                "make topics",
                admin.createTopics(TOPICS.stream()
                                .map(name -> new NewTopic(name, Optional.of(1), Optional.empty()))
                                .toList())
                        .all());
    }

    /** The time from due to consumed, directly or with one forwarding in between. */
    public Latencies run(boolean forwarded, double perSecond, Duration time) {
        Histogram micros = new Histogram(3);
        int records = (int) (perSecond * time.toMillis() / 1000);
        AtomicReference<RuntimeException> failure = new AtomicReference<>();
        try (KafkaConsumer<byte[], byte[]> last = reader(TOPICS.get(forwarded ? 1 : 0));
                KafkaConsumer<byte[], byte[]> first = forwarded ? reader(TOPICS.getFirst()) : null) {
            Thread forwarding = forwarded ? start(() -> forward(first), failure) : null;
            Thread sending = start(() -> send(records, perSecond), failure);
            try {
                take(last, records, micros, System.nanoTime() + time.plus(LATE).toNanos(), failure);
                sending.join();
            } finally {
                if (forwarding != null && first != null) {
                    first.wakeup(); // The thread has to leave the consumer before the consumer is closed.
                    forwarding.join();
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SetUpException("interrupted while records were sent", interrupted);
        }
        if (failure.get() != null) {
            throw failure.get();
        }
        return Latencies.of(micros);
    }

    private static Thread start(Runnable work, AtomicReference<RuntimeException> failure) {
        return Thread.ofPlatform().daemon().start(() -> {
            try {
                work.run();
            } catch (RuntimeException failed) {
                failure.set(failed);
            }
        });
    }

    private KafkaConsumer<byte[], byte[]> reader(String topic) {
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(broker, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> all = List.of(new TopicPartition(topic, 0));
        consumer.assign(all);
        consumer.seekToEnd(all);
        consumer.position(all.getFirst());
        return consumer;
    }

    private KafkaProducer<byte[], byte[]> writer() {
        Map<String, Object> settings = new HashMap<>(broker);
        settings.put("linger.ms", 0); // A router would not wait longer either.
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private void send(int records, double perSecond) {
        try (KafkaProducer<byte[], byte[]> producer = writer()) {
            Schedule schedule = new Schedule(System.nanoTime(), perSecond, records);
            for (int each = 0; each < records; each++) {
                long due = schedule.dueNanos(each);
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                producer.send(new ProducerRecord<>(
                        TOPICS.getFirst(),
                        ByteBuffer.allocate(bytes).putLong(due).array()));
            }
        }
    }

    private void forward(KafkaConsumer<byte[], byte[]> from) {
        try (KafkaProducer<byte[], byte[]> producer = writer()) {
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record : from.poll(POLL)) {
                    producer.send(new ProducerRecord<>(TOPICS.getLast(), record.value()));
                }
            }
        } catch (WakeupException done) {
            return; // All records have arrived.
        }
    }

    /** Consumes all records, or those that came before a thread failed. */
    private static void take(
            KafkaConsumer<byte[], byte[]> from,
            int records,
            Histogram micros,
            long deadline,
            AtomicReference<RuntimeException> failure) {
        while (micros.getTotalCount() < records && failure.get() == null) {
            if (System.nanoTime() > deadline) {
                throw new SetUpException("only %d of %d records arrived".formatted(micros.getTotalCount(), records));
            }
            for (ConsumerRecord<byte[], byte[]> record : from.poll(POLL)) {
                micros.recordValue(Math.max(
                        0, (System.nanoTime() - ByteBuffer.wrap(record.value()).getLong()) / 1000));
            }
        }
    }

    @Override
    public void close() {
        try {
            BrokerAnswers.await("delete topics", admin.deleteTopics(TOPICS).all());
        } finally {
            admin.close();
        }
    }
}
