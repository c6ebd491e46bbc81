package io.livemarket.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.livemarket.kit.projection.VersionedModel;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * A read model that was written from a longer log than the present one, as after a copy of the topic without its
 * markers.
 */
class CopiedLogIT {

    private static final long PAST_THE_END = 1_000_000_000;

    @Test
    void undeliveredMessagesNameNoOffsetAfterTheLog() {
        RunningChatService service = RunningChatService.shared();
        UUID ana = service.newUser();
        UUID bea = service.newUser();
        ChatCalls sender = new ChatCalls(bea, service.as(bea));
        String chat = sender.openPrivate(new ChatCalls(ana, service.as(ana)));
        sender.send(chat, "uno");
        assertThat(service.database()
                        .getCollection("chats")
                        .updateOne(Filters.eq("_id", chat), Updates.set(VersionedModel.LOG_NEXT, PAST_THE_END))
                        .getModifiedCount())
                .isOne();

        JsonNode missed = service.as(ana).get("/chats/undelivered?partial=true").expect(200);

        assertThat(missed.path("items").size()).isEqualTo(1);
        int partition =
                Integer.parseInt(missed.path("upTo").propertyNames().iterator().next());
        assertThat(missed.path("upTo").path(Integer.toString(partition)).asLong())
                .isPositive()
                .isLessThanOrEqualTo(missed.path("applied").get(partition).asLong());
    }
}
