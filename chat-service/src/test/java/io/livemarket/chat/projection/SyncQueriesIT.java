package io.livemarket.chat.projection;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.livemarket.embedded.EmbeddedStack;
import io.livemarket.events.Ids;
import io.livemarket.events.Json;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The answer to a {@code sync} of a user whose chats do not fit into one. */
class SyncQueriesIT {

    private static final Instant BEGIN = Instant.parse("2026-01-01T10:00:00Z");
    /** Some 20 KB each with its receipts: 45 do not fit. */
    private static final int GROUPS = 45;

    private static final int SOCKET_HOLDS = 1 << 20;

    private final UUID ana = Ids.next();
    private final MongoClient client =
            MongoClients.create(EmbeddedStack.shared().mongoUri());
    private final MongoDatabase database =
            client.getDatabase("sync_" + ana.toString().replace("-", ""));
    private final ChatQueries queries = new ChatQueries(database);
    private final List<UUID> others = Stream.generate(Ids::next).limit(99).toList();
    private final Map<UUID, Long> known = new HashMap<>();

    @BeforeEach
    void write() {
        List<Document> documents = new ArrayList<>();
        IntStream.range(0, GROUPS).forEach(i -> documents.add(chat(i, ChatType.GROUP, others)));
        IntStream.range(GROUPS, GROUPS + 300)
                .forEach(i -> documents.add(chat(i, ChatType.PRIVATE, List.of(Ids.next()))));
        database.getCollection("chats").insertMany(documents);
    }

    /**
     * A chat with a higher number was active earlier, so that the groups come first. Each chat is at version 2, and
     * known at version 1.
     */
    private Document chat(int i, ChatType type, List<UUID> partners) {
        UUID id = Ids.next();
        known.put(id, 1L);
        List<UUID> participants =
                Stream.concat(Stream.of(ana), partners.stream()).toList();
        return ChatBson.write(ChatDocument.of(new ChatOpened(
                id, 2, type, participants, type == ChatType.GROUP ? "n" : null, ana, BEGIN.minusSeconds(i))));
    }

    @AfterEach
    void drop() {
        database.drop();
        client.close();
    }

    @Test
    void anUnpagedSyncHasEveryNamedChat() {
        SyncAnswer answer = queries.sync(ana, known, false, _ -> false);
        assertThat(answer.chats())
                .extracting(ChatSync::chatId)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(known.keySet());
        assertThat(answer.chats())
                .filteredOn(chat -> !chat.complete())
                .as("their history is fetched anew")
                .hasSizeGreaterThan(300);
        assertThat(answer.chats().getLast().receipts()).as("of its own").hasSize(1);
        assertThat(Json.bytes(answer)).hasSizeLessThan(SOCKET_HOLDS);
    }

    @Test
    void aClientThatAsksAgainGetsEveryChatWholeOnce() {
        Map<UUID, Long> versions = new HashMap<>(known);
        List<ChatSync> all = new ArrayList<>();
        SyncAnswer answer;
        do {
            answer = queries.sync(ana, versions, true, _ -> false);
            answer.chats().stream()
                    .filter(chat -> chat.version() > versions.get(chat.chatId()))
                    .forEach(all::add);
            answer.chats().forEach(chat -> versions.put(chat.chatId(), chat.version()));
        } while (Boolean.TRUE.equals(answer.more()));
        assertThat(all)
                .extracting(ChatSync::chatId)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(known.keySet());
        assertThat(all).allMatch(ChatSync::complete);
    }

    @Test
    void unnamedChatsLeaveRoomForNamedOnes() {
        UUID oldest = oldest();
        SyncAnswer answer = queries.sync(ana, Map.of(oldest, 1L, Ids.next(), 1L), false, _ -> false);
        assertThat(answer.chats()).extracting(ChatSync::chatId).contains(oldest);
        assertThat(answer.more()).as("some that were not named are left out").isTrue();
        assertThat(Json.bytes(answer)).hasSizeLessThan(SOCKET_HOLDS);
        assertThat(queries.sync(ana, Map.of(oldest, 2L), false, _ -> false).chats())
                .extracting(ChatSync::chatId)
                .doesNotContain(oldest);
        assertThat(queries.sync(Ids.next(), Map.of(oldest, 1L), false, _ -> false)
                        .chats())
                .as("a stranger's")
                .isEmpty();
    }

    private UUID oldest() {
        return UUID.fromString(database.getCollection("chats")
                .find()
                .sort(new Document(ChatBson.ACTIVE_AT, 1))
                .first()
                .getString("_id"));
    }
}
