package io.livemarket.chat.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.chat.MessageType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Searches over stored buckets, compared with a look at every message. */
class TextSearchTest {

    private static final UUID ANA = new UUID(1, 1);
    private static final List<String> WORDS = List.of("mesa", "Mesón", "silla", "sofá", "bici", "año", "手机", "ok");

    /** The words that the tests search. */
    private static final SearchTerms MES = SearchTerms.parse("mes").orElseThrow();

    private final Random random = new Random(1);
    private final Stored stored = new Stored();
    private final List<ReadableChat> chats = new ArrayList<>();
    private final List<SearchPosition> expected = new ArrayList<>();

    /** The buckets in memory; counts what is read. */
    private static final class Stored implements SearchedBuckets {

        private final Map<String, Document> buckets = new HashMap<>();
        private final Map<String, MarkedBucket> read = new HashMap<>();
        private int marks;
        private int wholes;

        @Override
        public Map<String, MarkedBucket> marks(Collection<String> ids) {
            marks += ids.size();
            Map<String, MarkedBucket> found = new HashMap<>();
            ids.stream()
                    .filter(buckets::containsKey)
                    .forEach(id -> found.put(id, read.computeIfAbsent(id, _ -> new MarkedBucket(projected(id)))));
            return found;
        }

        private RawBsonDocument projected(String id) {
            Document projected = new Document("_id", id);
            for (String field : List.of(MessageBuckets.WORDS, MessageBuckets.FIRST_AT)) {
                if (buckets.get(id).containsKey(field)) {
                    projected.append(field, buckets.get(id).get(field));
                }
            }
            return new RawBsonDocument(projected, new DocumentCodec());
        }

        @Override
        public Map<String, List<Document>> whole(Collection<String> ids) {
            wholes += ids.size();
            Map<String, List<Document>> found = new HashMap<>();
            ids.stream()
                    .filter(buckets::containsKey)
                    .forEach(id -> found.put(
                            id,
                            buckets.get(id).get("m", Document.class).values().stream()
                                    .map(Document.class::cast)
                                    .sorted(Comparator.comparingLong(m -> m.getLong("seq")))
                                    .toList()));
            return found;
        }

        private void add(UUID chat, long seq, Document message, byte @Nullable [] marks, boolean isMarked) {
            Document bucket = buckets.computeIfAbsent(
                    MessageBuckets.id(chat, MessageBuckets.bucket(seq)), _ -> new Document("m", new Document()));
            bucket.get("m", Document.class).append(seq + "", message);
            if (isMarked) {
                ((Document) bucket.computeIfAbsent(MessageBuckets.WORDS, _ -> new Document()))
                        .append(seq + "", marks == null ? null : new Binary(marks));
                if (seq % MessageBuckets.SIZE == 1) {
                    bucket.append(MessageBuckets.FIRST_AT, message.getDate("createdAt"));
                }
            }
        }
    }

    @Test
    void pagesTogetherAreAllMatchesNewestFirst() {
        for (int round = 0; round < 8; round++) {
            clear();
            int count = 1 + random.nextInt(15);
            for (int i = 0; i < count; i++) {
                int messages = random.nextInt(90);
                chat(messages, random.nextInt(4), random.nextInt(4) == 0 ? 1 + random.nextInt(messages + 1) : 1);
            }
            assertThat(searched("mes", 3 + random.nextInt(12))).isEqualTo(expected);
        }
    }

    @Test
    void longChatsAreContinuedWhereThePageEnded() {
        chat(1_200, 0, 1);
        chat(900, 2, 300);
        chat(40, 0, 1);
        assertThat(searched("mes", 50)).isEqualTo(expected);
    }

    @Test
    void messagesOfFormerVersionsAreReadWithinABound() {
        chat(7_000, 4, 1);
        SearchTerms terms = SearchTerms.parse("nada").orElseThrow();
        Page<MessageView> page = page(terms, null, 20);
        assertThat(page.items()).isEmpty();
        assertThat(page.hasMore()).isTrue();
        assertThat(stored.wholes).isLessThan(TextSearch.MOST_READ + SearchScan.READ_AT_ONCE + 1);
        assertThat(searched("mes", 1_000)).isEqualTo(expected);
    }

    @Test
    void aFrequentWordReadsTheNewestMessagesAlone() {
        chat(8_000, 0, 1);
        page(SearchTerms.parse("mesa").orElseThrow(), null, 20);
        assertThat(stored.marks).isLessThan(300);
        assertThat(stored.wholes).isLessThan(100);
    }

    @Test
    void aRareWordReadsTheMarksAndHardlyAMessage() {
        chat(8_000, 0, 1);
        assertThat(page(SearchTerms.parse("trompeta").orElseThrow(), null, 20).hasMore())
                .isFalse();
        assertThat(stored.marks).isEqualTo(800);
        assertThat(stored.wholes).isLessThan(20);
    }

    private void clear() {
        stored.buckets.clear();
        stored.read.clear();
        chats.clear();
        expected.clear();
    }

    /**
     * A chat in which every twelfth message is deleted, and another one withheld.
     *
     * @param unmarked of 4 parts of the chat, how many from its beginning have no marks
     * @param from the first message that may be read
     */
    private void chat(int messages, int unmarked, long from) {
        UUID chat = new UUID(random.nextLong(), random.nextLong());
        long at = 1_000_000 + random.nextInt(1_000);
        for (long seq = 1; seq <= messages; seq++) {
            at += random.nextInt(3) == 0 ? random.nextInt(40) : 0;
            String content = WORDS.get(random.nextInt(WORDS.size())) + " " + WORDS.get(random.nextInt(WORDS.size()));
            boolean isDeleted = random.nextInt(12) == 0;
            boolean isWithheld = random.nextInt(12) == 0;
            Document message = message(seq, at, isDeleted ? "" : content, isDeleted, isWithheld);
            stored.add(
                    chat, seq, message, isDeleted ? null : WordMarks.of(content), seq > (long) messages * unmarked / 4);
            if (seq >= from && !isDeleted && !isWithheld && MES.matches(content)) {
                expected.add(new SearchPosition(at, chat, seq));
            }
        }
        chats.add(new ReadableChat(chat, from, messages, at));
        chats.sort(Comparator.comparingLong(ReadableChat::activeAt).reversed());
        expected.sort(Comparator.naturalOrder());
    }

    private static Document message(long seq, long at, String content, boolean isDeleted, boolean isWithheld) {
        Document message = new Document("id", new UUID(7, seq).toString())
                .append("seq", seq)
                .append("sentVersion", seq)
                .append("version", seq)
                .append("senderId", ANA.toString())
                .append("type", MessageType.TEXT.name())
                .append("content", content)
                .append("createdAt", new Date(at));
        if (isDeleted) {
            message.append("deletedAt", new Date(at));
        }
        return isWithheld ? message.append(ChatBson.WITHHELD_FROM, List.of(ANA.toString())) : message;
    }

    private List<SearchPosition> searched(String search, int limit) {
        List<SearchPosition> found = new ArrayList<>();
        SearchTerms terms = SearchTerms.parse(search).orElseThrow();
        SearchPosition after = null;
        while (true) {
            Page<MessageView> page = page(terms, after, limit);
            assertThat(page.items().size()).isLessThanOrEqualTo(limit);
            page.items()
                    .forEach(m -> found.add(new SearchPosition(
                            m.times().createdAt().toEpochMilli(), m.place().chatId(), m.seq())));
            if (!page.hasMore()) {
                assertThat(page.nextCursor()).isNull();
                return found;
            }
            SearchPosition next =
                    SearchPosition.decode(String.valueOf(page.nextCursor())).orElseThrow();
            assertThat(after == null || after.isNewerThan(next))
                    .as("it goes on")
                    .isTrue();
            after = next;
        }
    }

    private Page<MessageView> page(SearchTerms terms, @Nullable SearchPosition after, int limit) {
        OpenChats open = new OpenChats(List.copyOf(chats).iterator(), new SearchStarts(stored), after);
        return new TextSearch(stored, ANA, terms, open).page(limit);
    }
}
