package io.livemarket.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;
import io.livemarket.events.Ids;
import io.livemarket.testkit.running.RestClient;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/**
 * Read models and local state can be dropped at any time: replaying the topics restores equal documents and decisions.
 */
class RebuildIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void rebuiltStateHasEqualDocumentsAndDecisions() {
        try (RunningProductService service = new RunningProductService()) {
            UUID ana = Ids.next();
            UUID gone = Ids.next();
            UUID reserved = listed(service, ana);
            UUID sold = listed(service, ana);
            UUID left = listed(service, gone);
            service.as(ana)
                    .put("/products/" + sold, Map.of("name", "Sofa", "price", 90))
                    .expect(200);
            service.as(ana)
                    .put("/products/" + sold + "/state", Map.of("state", "sold"))
                    .expect(200);
            UUID released = listed(service, ana);
            service.accepted(reserved, ana, Ids.next());
            service.accepted(released, ana, Ids.next());
            service.deleted(gone);
            await().atMost(LIMIT).until(() -> service.eventsOf(reserved).size() == 2);
            await().atMost(LIMIT).until(() -> service.eventsOf(released).size() == 2);
            service.as(ana)
                    .put("/products/" + released + "/state", Map.of("state", "available"))
                    .expect(200);
            await().atMost(LIMIT).until(() -> service.eventsOf(left).size() == 2);
            RestClient seller = service.as(ana);
            JsonState before = JsonState.of(seller, reserved, sold);
            await().atMost(LIMIT)
                    .until(() -> service.as(gone).get("/products/" + left).status() == 404);
            String documents = contents(service.database());

            service.whileStopped(database -> {
                database.drop();
                service.dropLocalState();
            });
            assertThat(JsonState.of(seller, reserved, sold)).isEqualTo(before);
            await().atMost(LIMIT)
                    .untilAsserted(
                            () -> assertThat(contents(service.database())).isEqualTo(documents));
            // A service is ready when its readers are through what was there: these commands come after theirs.
            service.as(ana)
                    .put("/products/" + reserved + "/state", Map.of("state", "sold"))
                    .expect(200);
            service.as(ana)
                    .put("/products/" + released, Map.of("name", "Lamp", "price", 1))
                    .expect(200);
            assertThat(service.eventsOf(reserved))
                    .as("its offer was read again")
                    .hasSize(3);
            assertThat(service.eventsOf(released))
                    .as("an offer is decided once")
                    .hasSize(4);
            assertThat(service.eventsOf(left)).as("withdrawn once").hasSize(2);
            String sale = contents(service.database());

            service.whileStopped(
                    database -> database.getCollection("projection_offsets").drop());
            assertThat(contents(service.database())).as("applied twice").isEqualTo(sale);
        }
    }

    private record JsonState(String reserved, String sold) {
        static JsonState of(RestClient seller, UUID reserved, UUID sold) {
            return new JsonState(
                    seller.get("/products/" + reserved).expect(200).toString(),
                    seller.get("/products/" + sold).expect(200).toString());
        }
    }

    private static UUID listed(RunningProductService service, UUID seller) {
        return UUID.fromString(service.as(seller)
                .post("/products", Map.of("name", "Lamp", "price", 25, "url", "https://shop.example/1"))
                .expect(201)
                .path("id")
                .asString());
    }

    private static String contents(MongoDatabase database) {
        StringBuilder all = new StringBuilder();
        for (String collection : new String[] {"products", "departed"}) {
            TreeSet<String> documents = new TreeSet<>();
            for (Document document : database.getCollection(collection).find()) {
                documents.add(new TreeMap<>(document).toString());
            }
            all.append(collection).append(documents).append('\n');
        }
        return all.toString();
    }
}
