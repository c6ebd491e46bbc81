package io.livemarket.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.livemarket.embedded.EmbeddedMongo;
import io.livemarket.embedded.LoopbackPorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rebuild drops what one service made from its topics, and nothing else. */
class DerivedStateTest {

    @TempDir
    private Path folder;

    private DataDirectory data;
    private DerivedState chat;

    @BeforeEach
    void create() {
        data = new DataDirectory(folder);
        chat = new DerivedState(data, new Service("chat", "none"));
    }

    @Test
    void theStateOfEveryCopyIsDeletedAndNothingElse() throws Exception {
        Path first = file("chat-1/streams/app/0_1/x");
        Path second = file("chat-2/engine/p0/000.sst");
        Path uploads = file("chat-1/uploads/one");
        Path other = file("chatter-1/streams/x");
        Path auth = file("auth-1/streams/x");

        assertThat(chat.dropLocalState())
                .containsExactly(
                        data.services().resolve("chat-1/streams"),
                        data.services().resolve("chat-2/engine"));

        assertThat(first).doesNotExist();
        assertThat(second).doesNotExist();
        assertThat(uploads).exists();
        assertThat(other).exists();
        assertThat(auth).exists();
    }

    @Test
    void whereNothingIsKeptNothingIsDropped() throws Exception {
        assertThat(chat.dropLocalState()).isEmpty();
        assertThat(chat.dropReadModel(Optional.empty())).isEmpty();
    }

    @Test
    void theReadModelIsDroppedFromTheSnapshot() throws Exception {
        try (EmbeddedMongo store = EmbeddedMongo.restore(LoopbackPorts.anyFree(), data.store())) {
            store.startAgain();
            fill(store.uri());
            store.snapshot("cluster-1");
        }

        assertThat(chat.dropReadModel(Optional.empty())).isEqualTo(Map.of("chats", 1L, "projection_offsets", 1L));

        assertThat(chat.dropReadModel(Optional.empty())).as("gone").isEmpty();
        try (EmbeddedMongo store = EmbeddedMongo.restore(LoopbackPorts.anyFree(), data.store())) {
            assertThat(store.origin()).contains("cluster-1");
            assertThat(store.everywhere("users")).as("of another service").hasSize(1);
        }
    }

    @Test
    void theReadModelIsDroppedFromAStoreThatRuns() throws Exception {
        try (EmbeddedMongo store = EmbeddedMongo.start()) {
            fill(store.uri());

            assertThat(chat.dropReadModel(Optional.of(store.uri())))
                    .isEqualTo(Map.of("chats", 1L, "projection_offsets", 1L));

            assertThat(store.everywhere("chats")).isEmpty();
            assertThat(store.everywhere("users")).hasSize(1);
        }
    }

    private static void fill(String uri) {
        try (MongoClient client = MongoClients.create(uri)) {
            client.getDatabase("livemarket_chat").getCollection("chats").insertOne(new Document("_id", "c"));
            client.getDatabase("livemarket_chat")
                    .getCollection("projection_offsets")
                    .insertOne(new Document("_id", "p"));
            client.getDatabase("livemarket_auth").getCollection("users").insertOne(new Document("_id", "u"));
        }
    }

    private Path file(String name) throws Exception {
        Path file = data.services().resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "x");
    }
}
