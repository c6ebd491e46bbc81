package io.livemarket.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livemarket.e2e.TopicUse.Direction;
import io.livemarket.events.kafka.Topic;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicTableTest {

    private static final Map<String, Topic> CATALOGUE = Map.of(
            "livemarket.users.a.v1", new Topic("livemarket.users.a.v1", "user", "many", null, false, false),
            "livemarket.chat.b.v1", new Topic("livemarket.chat.b.v1", "chat", "many", null, false, false));

    @Test
    void aRowHasOwnerProducersAndConsumers() {
        assertThat(TopicTable.of(
                        List.of(
                                new TopicUse("x-service", Direction.WRITES, "livemarket.chat.b.v1"),
                                new TopicUse("z-service", Direction.READS, "livemarket.users.a.v1"),
                                new TopicUse("y-service", Direction.READS, "livemarket.users.a.v1")),
                        CATALOGUE))
                .isEqualTo("""
                | topic | key | owner | producers | consumers |
                |---|---|---|---|---|
                | `livemarket.chat.b.v1` | chat | chat-service | x-service | – |
                | `livemarket.users.a.v1` | user | auth-service | – | y-service, z-service |
                """);
    }

    @Test
    void aTopicOutsideOfEveryCatalogueIsRefused() {
        assertThatThrownBy(() -> TopicTable.of(
                        List.of(new TopicUse("x-service", Direction.WRITES, "livemarket.c.v1")), CATALOGUE))
                .hasMessageContaining("livemarket.c.v1");
    }

    @Test
    void theTableOfADocumentIsFound() {
        String document = "before\n" + TopicTable.BEGIN + "\nrows\n" + TopicTable.END + "\nafter\n";
        assertThat(TopicTable.in(document)).isEqualTo("rows\n");
    }

    @Test
    void aUseIsTheServicesWhoseClientItIs() {
        assertThat(TopicUse.of("chat-2-chat-service.decider.v1-0", Direction.WRITES, "livemarket.a.v1"))
                .contains(new TopicUse("chat-service", Direction.WRITES, "livemarket.a.v1"))
                .hasValueSatisfying(
                        use -> assertThat(TopicUse.parse(use.line())).isEqualTo(use));
        assertThat(TopicUse.of("chat-2-x", Direction.WRITES, "chat-service.decider.v1-chats-changelog"))
                .isEmpty();
        assertThat(TopicUse.of("chat-2-x", Direction.WRITES, "livemarket.a.v1.dlt"))
                .isEmpty();
    }
}
