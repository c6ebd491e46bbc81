package io.livemarket.chat.projection;

import static io.livemarket.testkit.MessageSentBuilder.messageSent;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.sun.management.OperatingSystemMXBean;
import io.livemarket.embedded.EmbeddedStack;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatType;
import io.livemarket.kit.projection.ThrottledWrites;
import io.livemarket.kit.projection.WriteThrottle;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Measures a search among 100,000 messages of one user on the embedded store, and the CPU time that the marks cost for
 * each message. Prints the figures of decision 112.
 */
@EnabledIfSystemProperty(
        named = "search.speed",
        matches = "true",
        disabledReason = "switched on by -Dsearch.speed=true")
class SearchSpeedIT {

    private static final int MESSAGES = 100_000;
    private static final int WARM_UP = 100;
    private static final int SEARCHES = 200;
    private static final Instant BEGIN = Instant.parse("2026-01-01T10:00:00Z");
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** Syllables of words: 20,000 words, the first of them far more frequent than the last. */
    private static final List<String> SYLLABLES = List.of(
            "ca", "me", "so", "bi", "ta", "ño", "ri", "lu", "pe", "do", "ma", "ne", "fi", "go", "tra", "cha", "ll",
            "que", "ción", "os");

    private final Random random = new Random(1);
    private final UUID ana = UUID.randomUUID();
    private final MongoClient client =
            MongoClients.create(EmbeddedStack.shared().mongoUri());
    private final MongoDatabase database =
            client.getDatabase("search_speed_" + ana.toString().replace("-", ""));
    private final MessageBuckets buckets = new MessageBuckets(database);
    private final ThrottledWrites writes = new ThrottledWrites(WriteThrottle.NONE);

    @AfterEach
    void drop() {
        database.drop();
        client.close();
    }

    @Test
    void aWordAmongManyMessagesOfOneChat() {
        fill(1);
        measureSearches();
    }

    @Test
    void aWordAmongManyMessagesOfManyChats() {
        fill(1_000);
        measureSearches();
    }

    private void fill(int chats) {
        new ChatProjection(database, _ -> {}).createIndexes();
        for (int chat = 0; chat < chats; chat++) {
            UUID id = UUID.randomUUID();
            long last = MESSAGES / chats;
            for (long first = 1; first <= last; first += 1_000) {
                MessageBuckets.Changes changes = new MessageBuckets.Changes();
                for (long seq = first; seq < Math.min(last + 1, first + 1_000); seq++) {
                    changes.sent(message(id, seq, text(), at(seq, chat, chats)), List.of());
                }
                buckets.write(changes, writes);
            }
            ChatDocument opened = ChatDocument.of(
                    new ChatOpened(id, 1, ChatType.PRIVATE, List.of(ana, UUID.randomUUID()), null, ana, BEGIN));
            Document stored = ChatBson.write(opened);
            stored.put("seq", last);
            stored.put(ChatBson.ACTIVE_AT, Date.from(at(last, chat, chats)));
            database.getCollection("chats").insertOne(stored);
        }
    }

    /** The chats are written in turns. */
    private static Instant at(long seq, int chat, int chats) {
        return BEGIN.plusSeconds(seq * chats + chat);
    }

    private MessageView message(UUID chat, long seq, String text, Instant at) {
        return MessageView.of(messageSent(chat, seq + 1, seq, UUID.randomUUID(), ana)
                .content(text)
                .at(at)
                .build());
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int words = 2 + random.nextInt(12); words > 0; words--) {
            text.append(word((int) (20_000 * Math.pow(random.nextDouble(), 4)))).append(words > 1 ? " " : "?");
        }
        return text.toString();
    }

    private static String word(int number) {
        StringBuilder word = new StringBuilder();
        for (int left = number; left > 0 || word.isEmpty(); left /= SYLLABLES.size()) {
            word.append(SYLLABLES.get(left % SYLLABLES.size()));
        }
        return word.append(SYLLABLES.get(number % 7)).toString();
    }

    private void measureSearches() {
        ChatQueries queries = new ChatQueries(database);
        for (int i = 0; i < WARM_UP; i++) {
            search(queries, word(random.nextInt(20_000)));
        }
        print("rare word", queries, 1_000, 20_000);
        print("frequent word", queries, 0, 20);
        print(
                "missing word",
                () -> assertThat(search(queries, "trompeta").items()).isEmpty());
    }

    private void print(String name, ChatQueries queries, int from, int to) {
        print(name, () -> search(queries, word(from + random.nextInt(to - from))));
    }

    /** Prints the times of searches, and the CPU time of this process, in which the store runs too. */
    private static void print(String name, Runnable search) {
        double[] wall = new double[SEARCHES];
        double[] cpu = new double[SEARCHES];
        for (int i = 0; i < SEARCHES; i++) {
            long begin = System.nanoTime();
            cpu[i] = cpuMicros(search) / 1e3;
            wall[i] = (System.nanoTime() - begin) / 1e6;
        }
        Arrays.sort(wall);
        Arrays.sort(cpu);
        System.out.printf(
                "%s: p50 %.1f, p90 %.1f, p99 %.1f ms; CPU p50 %.1f, p99 %.1f ms%n",
                name,
                wall[SEARCHES / 2],
                wall[SEARCHES * 9 / 10],
                wall[SEARCHES * 99 / 100],
                cpu[SEARCHES / 2],
                cpu[SEARCHES * 99 / 100]);
    }

    private Page<MessageView> search(ChatQueries queries, String word) {
        return queries.search(ana, SearchTerms.parse(word).orElseThrow(), null, null, 20);
    }

    /** In turns, each message in a write of its own, as in a system without load: buckets with marks and without. */
    @Test
    void theMarksOfAMessage() {
        MongoCollection<Document> plain = database.getCollection("plain_buckets");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            texts.add(text());
        }
        double[] differences = new double[20];
        for (int round = 0; round < differences.length; round++) {
            UUID chat = UUID.randomUUID();
            double without = cpuMicros(() -> writePlain(plain, chat, texts));
            double with = cpuMicros(() -> writeMarked(chat, texts));
            differences[round] = (with - without) / texts.size();
        }
        Arrays.sort(differences);
        System.out.printf(
                "marks: %.1f µs of CPU for each message (quartiles %.1f and %.1f)%n",
                differences[10], differences[5], differences[15]);
    }

    private void writeMarked(UUID chat, List<String> texts) {
        for (int i = 0; i < texts.size(); i++) {
            MessageBuckets.Changes changes = new MessageBuckets.Changes();
            changes.sent(message(chat, i + 1, texts.get(i), BEGIN), List.of());
            buckets.write(changes, writes);
        }
    }

    private void writePlain(MongoCollection<Document> plain, UUID chat, List<String> texts) {
        for (int i = 0; i < texts.size(); i++) {
            MessageView message = message(chat, i + 1, texts.get(i), BEGIN);
            Document set = new Document("m." + message.seq(), ChatBson.write(message))
                    .append(ChatBson.VERSION, message.place().version());
            writes.write(
                    plain,
                    List.of(new UpdateOneModel<>(
                            Filters.and(
                                    Filters.eq("_id", MessageBuckets.id(chat, MessageBuckets.bucket(message.seq()))),
                                    Filters.not(Filters.gte(
                                            ChatBson.VERSION, message.place().version()))),
                            new Document("$set", set),
                            new UpdateOptions().upsert(true))));
        }
    }

    /** The CPU time of this process, which has the store too. */
    private static double cpuMicros(Runnable work) {
        long begin = PROCESS.getProcessCpuTime();
        work.run();
        return (PROCESS.getProcessCpuTime() - begin) / 1e3;
    }
}
