package io.livemarket.chat.projection;

import static io.livemarket.testkit.MessageSentBuilder.messageSent;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import io.livemarket.embedded.EmbeddedStack;
import io.livemarket.kit.projection.ThrottledWrites;
import io.livemarket.kit.projection.WriteThrottle;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A message among 20,000 of a chat, by its id. */
class MessageSearchIT {

    private static final int MESSAGES = 20_000;
    private static final Instant BEGIN = Instant.parse("2026-01-01T10:00:00Z");

    private final UUID chat = UUID.randomUUID();
    private final UUID ana = UUID.randomUUID();
    private final AtomicInteger reads = new AtomicInteger();
    private final MongoClient client = MongoClients.create(MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(EmbeddedStack.shared().mongoUri()))
            .addCommandListener(new CommandListener() {
                @Override
                public void commandStarted(CommandStartedEvent event) {
                    if (event.getCommandName().equals("find")) {
                        reads.incrementAndGet();
                    }
                }
            })
            .build());
    private final MongoDatabase database =
            client.getDatabase("search_" + chat.toString().replace("-", ""));
    private final MessageBuckets buckets = new MessageBuckets(database);
    private final MessageSearch search = new MessageSearch(buckets);

    @AfterEach
    void drop() {
        database.drop();
        client.close();
    }

    /** Ten a second; from the 5,000th on for a minute the chat's time is that of a server whose clock is ahead. */
    @Test
    void presentAndMissingMessagesAreSearchedWithFewReads() {
        Instant ahead = madeAt(5_600);
        write(seq -> seq >= 5_000 && seq < 5_600 ? ahead : madeAt(seq));
        for (int seq : new int[] {1, 2, 10, 11, 4_999, 5_000, 5_300, 5_599, 5_600, 12_345, 19_950, 19_951, MESSAGES}) {
            reads.set(0);
            assertThat(search.find(chat, MESSAGES, id(seq)).map(m -> m.getLong("seq")))
                    .as("message %d", seq)
                    .hasValue((long) seq);
            assertThat(reads.get()).as("reads for message %d", seq).isLessThan(40);
        }
        reads.set(0);
        assertThat(search.find(chat, MESSAGES, new UUID(id(777).getMostSignificantBits(), 1)))
                .isEmpty();
        assertThat(search.find(chat, MESSAGES, UUID.randomUUID())).isEmpty();
        assertThat(reads.get()).isLessThan(40);
    }

    /** As many messages as one search examines, all with one time. */
    @Test
    void messagesOfOneTimeAreExaminedUpToTheLimit() {
        write(_ -> madeAt(1));
        assertThat(search.find(chat, MESSAGES, madeAt(1, MessageSearch.MAX_EXAMINED))
                        .map(Document::toJson))
                .isPresent();
        assertThat(search.find(chat, MESSAGES, madeAt(1, MessageSearch.MAX_EXAMINED + 1)))
                .isEmpty();
    }

    private void write(LongFunction<Instant> times) {
        boolean oneMoment = times.apply(1).equals(times.apply(MESSAGES));
        for (int first = 1; first <= MESSAGES; first += 1_000) {
            MessageBuckets.Changes changes = new MessageBuckets.Changes();
            for (int seq = first; seq < first + 1_000; seq++) {
                changes.sent(
                        MessageView.of(messageSent(chat, seq + 1, seq, oneMoment ? madeAt(1, seq) : id(seq), ana)
                                .content("n" + seq)
                                .at(times.apply(seq))
                                .build()),
                        List.of());
            }
            buckets.write(changes, new ThrottledWrites(WriteThrottle.NONE));
        }
    }

    private static Instant madeAt(long seq) {
        return BEGIN.plusMillis(100 * seq);
    }

    private static UUID id(long seq) {
        return madeAt(seq, seq);
    }

    private static UUID madeAt(long moment, long seq) {
        return new UUID(madeAt(moment).toEpochMilli() << 16 | 0x7000, 0x8000_0000_0000_0000L | seq);
    }
}
