package io.livemarket.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.events.Ids;
import io.livemarket.events.chat.OfferEvent.OfferAccepted;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.products.ProductEvent;
import io.livemarket.events.products.ProductEvent.ReservationRefused;
import io.livemarket.events.products.Reservation;
import io.livemarket.testkit.running.RestClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The REST interface of products, with every refusal. */
class ProductsIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static RunningProductService service;

    private final UUID ana = Ids.next();
    private final UUID bea = Ids.next();
    private final UUID eva = Ids.next();

    @BeforeAll
    static void start() {
        service = new RunningProductService("--livemarket.products.on-sale-per-seller=3");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aListedProductIsReadByEverybody() {
        RestClient.Answer answer = as(ana).post(
                        "/products",
                        Map.of(
                                "name", " Lamp ",
                                "price", 25,
                                "url", "https://shop.example/1",
                                "imageUrl", "https://shop.example/1.jpg"));
        JsonNode lamp = answer.expect(201);
        assertThat(answer.header("Location")).isEqualTo("/products/" + id(lamp));
        assertThat(lamp.propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "name",
                        "price",
                        "priceAmount",
                        "currency",
                        "url",
                        "imageUrl",
                        "sellerId",
                        "state",
                        "version",
                        "createdAt",
                        "updatedAt");
        assertThat(lamp.path("name").asString()).isEqualTo("Lamp");
        assertThat(lamp.path("price").decimalValue()).isEqualByComparingTo("25");
        assertThat(lamp.path("priceAmount").asString()).isEqualTo("25.00");
        assertThat(lamp.path("currency").asString()).isEqualTo("EUR");
        assertThat(lamp.path("sellerId").asString()).isEqualTo(ana.toString());
        assertThat(lamp.path("state").asString()).isEqualTo("available");
        assertThat(as(bea).get(path(lamp)).expect(200)).isEqualTo(lamp);
    }

    @Test
    void pricesAreTextsWithTheDecimalsOfTheirCurrency() {
        JsonNode tea = as(ana).post("/products", Map.of("name", "Tea", "priceAmount", "2500", "currency", "JPY"))
                .expect(201);
        assertThat(tea.path("priceAmount").asString()).isEqualTo("2500");
        as(ana).post("/products", Map.of("name", "Tea", "priceAmount", "25.50", "price", 25.5))
                .expect(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"Lamp\"}",
                "{\"name\":\"Lamp\",\"price\":0}",
                "{\"name\":\"Lamp\",\"price\":-1}",
                "{\"name\":\"Lamp\",\"price\":1.005}",
                "{\"name\":\"Lamp\",\"price\":1e999999999}",
                "{\"name\":\"Lamp\",\"price\":\"25\"}",
                "{\"name\":\"Lamp\",\"priceAmount\":\"25\"}",
                "{\"name\":\"Lamp\",\"priceAmount\":25.00}",
                "{\"name\":\"Lamp\",\"priceAmount\":\"25.00\",\"price\":26}",
                "{\"name\":\"Lamp\",\"price\":25,\"currency\":\"ZZZ\"}",
                "{\"name\":\"Lamp\",\"price\":25,\"currency\":\"\"}",
                "{\"price\":25}",
                "{\"name\":\" \",\"price\":25}",
                "{\"name\":\"a\\u0000b\",\"price\":25}",
                "{\"name\":\"Lamp\",\"price\":25,\"url\":\"http://shop.example\"}",
                "{\"name\":\"Lamp\",\"price\":25,\"imageUrl\":\"javascript:1\"}",
                "{\"name\":\"Lamp\",\"price\":25,\"sellerId\":\"x\"}",
                "[]"
            })
    void aBodyThatIsNoProductIsRefused(String body) {
        as(ana).post("/products", body).expectProblem(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void aMalformedOrTooLargeBodyIsRefused() {
        as(ana).post("/products", "{").expectProblem(ErrorCode.MALFORMED_JSON);
        as(ana).post("/products", Map.of("name", "a".repeat(20_000))).expectProblem(ErrorCode.PAYLOAD_TOO_LARGE);
    }

    @Test
    void anIdempotencyKeyMeansOneProduct() {
        Map<String, Object> body = Map.of("name", "Lamp", "price", 25);
        JsonNode first =
                as(ana).post("/products", body, "Idempotency-Key", "k1").expect(201);
        assertThat(as(ana).post("/products", body, "Idempotency-Key", "k1").expect(201))
                .isEqualTo(first);
        as(ana).post("/products", Map.of("name", "Lamp", "price", 24), "Idempotency-Key", "k1")
                .expectProblem(ErrorCode.IDEMPOTENCY_CONFLICT);
        assertThat(id(as(bea).post("/products", body, "Idempotency-Key", "k1").expect(201)))
                .isNotEqualTo(id(first));
        as(ana).post("/products", body, "Idempotency-Key", "k".repeat(256)).expectProblem(ErrorCode.INVALID_REQUEST);
        assertThat(service.eventsOf(id(first))).hasSize(1);
    }

    @Test
    void onlyItsSellerChangesAProduct() {
        JsonNode lamp = listed(ana);
        Map<String, Object> cheaper = Map.of("name", "Lamp", "price", 20);
        as(bea).put(path(lamp), cheaper).expectProblem(ErrorCode.NOT_THE_SELLER);
        as(bea).put(path(lamp) + "/state", Map.of("state", "sold")).expectProblem(ErrorCode.NOT_THE_SELLER);
        as(bea).delete(path(lamp)).expectProblem(ErrorCode.NOT_THE_SELLER);
        assertThat(as(bea).get(path(lamp)).expect(200)).isEqualTo(lamp);

        JsonNode changed = as(ana).put(path(lamp), cheaper).expect(200);
        assertThat(changed.path("priceAmount").asString()).isEqualTo("20.00");
        assertThat(changed.path("version").asLong()).isEqualTo(2);
        assertThat(as(ana).put(path(lamp), cheaper).expect(200)).isEqualTo(changed);
    }

    @Test
    void everyCallNeedsAToken() {
        JsonNode lamp = listed(ana);
        RestClient stranger = service.stranger();
        stranger.get("/products").expectProblem(ErrorCode.TOKEN_MISSING);
        stranger.get(path(lamp)).expectProblem(ErrorCode.TOKEN_MISSING);
        stranger.post("/products", Map.of()).expectProblem(ErrorCode.TOKEN_MISSING);
        stranger.put(path(lamp), Map.of()).expectProblem(ErrorCode.TOKEN_MISSING);
        stranger.put(path(lamp) + "/state", Map.of()).expectProblem(ErrorCode.TOKEN_MISSING);
        stranger.delete(path(lamp)).expectProblem(ErrorCode.TOKEN_MISSING);
    }

    @Test
    void anUnknownProductIsNotFound() {
        String path = "/products/" + Ids.next();
        as(ana).get(path).expectProblem(ErrorCode.PRODUCT_NOT_FOUND);
        as(ana).put(path, Map.of("name", "Lamp", "price", 1)).expectProblem(ErrorCode.PRODUCT_NOT_FOUND);
        as(ana).put(path + "/state", Map.of("state", "sold")).expectProblem(ErrorCode.PRODUCT_NOT_FOUND);
        as(ana).put(path + "/state", Map.of("state", "available")).expectProblem(ErrorCode.PRODUCT_NOT_FOUND);
        as(ana).delete(path).expectProblem(ErrorCode.PRODUCT_NOT_FOUND);
        as(ana).get("/products/1-1-1-1-1").expectProblem(ErrorCode.INVALID_ID);
    }

    @Test
    void theSellerMovesAProductAndASaleIsFinal() {
        JsonNode lamp = listed(ana);
        for (String state : List.of("reserved", "available", "withdrawn", "available", "sold")) {
            assertThat(set(lamp, state).expect(200).path("state").asString()).isEqualTo(state);
        }
        set(lamp, "available").expectProblem(ErrorCode.PRODUCT_STATE_CONFLICT);
        as(ana).put(path(lamp), Map.of("name", "Lamp", "price", 1)).expectProblem(ErrorCode.PRODUCT_STATE_CONFLICT);
        as(ana).delete(path(lamp)).expectProblem(ErrorCode.PRODUCT_STATE_CONFLICT);
        set(lamp, "SOLD").expectProblem(ErrorCode.INVALID_REQUEST);
        as(ana).put(path(lamp) + "/state", Map.of()).expectProblem(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void aWithdrawnProductExistsForItsSellerAlone() {
        JsonNode lamp = listed(ana);
        assertThat(as(ana).delete(path(lamp)).status()).isEqualTo(204);
        assertThat(as(ana).delete(path(lamp)).status()).as("again").isEqualTo(204);
        assertThat(as(ana).get(path(lamp)).expect(200).path("state").asString()).isEqualTo("withdrawn");
        as(bea).get(path(lamp)).expectProblem(ErrorCode.PRODUCT_NOT_FOUND);
        as(bea).put(path(lamp) + "/state", Map.of("state", "available")).expectProblem(ErrorCode.PRODUCT_NOT_FOUND);
        assertThat(ids(as(ana), "?sellerId=" + ana)).containsExactly(id(lamp));
        assertThat(ids(as(bea), "?sellerId=" + ana)).isEmpty();
        assertThat(ids(as(bea), "?sellerId=" + ana + "&state=withdrawn")).isEmpty();
    }

    @Test
    void onlySellerAndBuyerSeeTheReservationOfAnOffer() {
        JsonNode lamp = listed(ana);
        OfferAccepted first = service.accepted(id(lamp), ana, bea);
        await().atMost(LIMIT).until(() -> service.eventsOf(id(lamp)).size() == 2);
        JsonNode forBuyer = as(bea).get(path(lamp)).expect(200);
        assertThat(forBuyer.path("state").asString()).isEqualTo("reserved");
        assertThat(forBuyer.path("reservation").path("offerId").asString())
                .isEqualTo(first.offerId().toString());
        assertThat(forBuyer.path("reservation").path("chatId").asString())
                .isEqualTo(first.chatId().toString());
        assertThat(as(ana).get(path(lamp)).expect(200)).isEqualTo(forBuyer);
        assertThat(as(eva).get(path(lamp)).expect(200).has("reservation")).isFalse();
        assertThat(as(eva).get("/products?sellerId=" + ana)
                        .expect(200)
                        .path("items")
                        .get(0)
                        .has("reservation"))
                .isFalse();
        assertThat(set(lamp, "sold")
                        .expect(200)
                        .path("reservation")
                        .path("buyerId")
                        .asString())
                .isEqualTo(bea.toString());
    }

    @Test
    void ofTwoAcceptedOffersTheLaterIsRefusedOnce() {
        JsonNode lamp = listed(ana);
        OfferAccepted first = service.accepted(id(lamp), ana, bea);
        await().atMost(LIMIT).until(() -> service.eventsOf(id(lamp)).size() == 2);
        service.publish(first);
        OfferAccepted second = service.accepted(id(lamp), ana, eva);
        await().atMost(LIMIT).until(() -> service.eventsOf(id(lamp)).size() == 3);
        assertThat(service.eventsOf(id(lamp)).getLast())
                .isInstanceOfSatisfying(
                        ReservationRefused.class,
                        refused -> assertThat(refused.reservation())
                                .isEqualTo(new Reservation(second.offerId(), second.chatId(), eva)));
        set(lamp, "available").expect(200);
        service.publish(first);
        service.publish(second);
        // Once the next offers of both chats are decided, the repeated ones were read before.
        for (UUID chat : List.of(first.chatId(), second.chatId())) {
            UUID other = id(listed(bea));
            service.accepted(chat, other, bea, ana);
            await().atMost(LIMIT).until(() -> service.eventsOf(other).size() == 2);
        }
        assertThat(as(ana).put(path(lamp), Map.of("name", "Lamp", "price", 26))
                        .expect(200)
                        .path("version")
                        .asLong())
                .isEqualTo(5);
    }

    @Test
    void listsHaveEveryProductOnceThroughTheirPages() {
        List<UUID> listed = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            listed.addFirst(id(listed(ana)));
        }
        set(ana, listed.get(1), "sold").expect(200);
        listed.addFirst(id(listed(ana)));
        assertThat(pages("?sellerId=" + ana + "&limit=1")).isEqualTo(listed);
        assertThat(pages("?sellerId=" + ana + "&limit=3")).isEqualTo(listed);
        assertThat(pages("?sellerId=" + ana + "&state=sold")).containsExactly(listed.get(2));
        assertThat(ids(as(bea), "?limit=100")).containsSubsequence(listed);
        as(ana).get("/products?cursor=x").expectProblem(ErrorCode.INVALID_CURSOR);
        as(ana).get("/products?limit=101").expectProblem(ErrorCode.INVALID_REQUEST);
        as(ana).get("/products?state=lost").expectProblem(ErrorCode.INVALID_REQUEST);
        as(ana).get("/products?sellerId=x").expectProblem(ErrorCode.INVALID_ID);
        as(ana).get("/products?seller=x").expectProblem(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void aSellerHasSoManyProductsOnSale() {
        listed(ana);
        JsonNode withdrawn = listed(ana);
        as(ana).delete(path(withdrawn));
        listed(ana);
        Map<String, Object> body = Map.of("name", "Lamp", "price", 1);
        as(ana).post("/products", body, "Idempotency-Key", "last").expect(201);
        as(ana).post("/products", body).expectProblem(ErrorCode.PRODUCT_QUOTA_EXCEEDED);
        set(withdrawn, "available").expectProblem(ErrorCode.PRODUCT_QUOTA_EXCEEDED);
        as(ana).post("/products", body, "Idempotency-Key", "last").expect(201);
        listed(bea);
    }

    @ParameterizedTest
    @CsvSource({"true, product first", "false, account first"})
    void aDeletedAccountHasNoProductOnSale(boolean productFirst, String why) {
        JsonNode sold = listed(ana);
        set(sold, "sold").expect(200);
        JsonNode lamp = null;
        if (productFirst) {
            lamp = listed(ana);
            service.deleted(ana);
        } else {
            service.deleted(ana);
            await().atMost(LIMIT).until(() -> as(bea).get(path(sold)).status() == 404);
            lamp = as(ana).post("/products", Map.of("name", "Lamp", "price", 1)).body();
        }
        List<ProductEvent> events = new ArrayList<>();
        UUID id = productFirst ? id(lamp) : latestOf(ana);
        await(why).atMost(LIMIT).until(() -> {
            events.clear();
            events.addAll(service.eventsOf(id));
            return events.size() == 2;
        });
        await(why).atMost(LIMIT).until(() -> as(ana).get("/products/" + id).status() == 404);
        as(bea).get(path(sold)).expectProblem(ErrorCode.PRODUCT_NOT_FOUND);
        assertThat(ids(as(ana), "?sellerId=" + ana)).isEmpty();
        assertThat(service.database()
                        .getCollection("products")
                        .find(new org.bson.Document("_id", id.toString()))
                        .first())
                .doesNotContainKeys("name", "url", "imageUrl");
    }

    private static UUID latestOf(UUID seller) {
        return UUID.fromString(service.database()
                .getCollection("products")
                .find(new org.bson.Document("sellerId", seller.toString()))
                .sort(new org.bson.Document("createdAt", -1))
                .first()
                .getString("_id"));
    }

    private static RestClient as(UUID user) {
        return service.as(user).repeating();
    }

    private static JsonNode listed(UUID seller) {
        return as(seller).post("/products", Map.of("name", "Lamp", "price", 25)).expect(201);
    }

    private RestClient.Answer set(JsonNode product, String state) {
        return set(ana, id(product), state);
    }

    private static RestClient.Answer set(UUID seller, UUID product, String state) {
        return as(seller).put("/products/" + product + "/state", Map.of("state", state));
    }

    private static UUID id(JsonNode product) {
        return UUID.fromString(product.path("id").asString());
    }

    private static String path(JsonNode product) {
        return "/products/" + id(product);
    }

    private static List<UUID> ids(RestClient caller, String query) {
        List<UUID> ids = new ArrayList<>();
        caller.get("/products" + query).expect(200).path("items").forEach(item -> ids.add(id(item)));
        return ids;
    }

    private List<UUID> pages(String query) {
        List<UUID> ids = new ArrayList<>();
        Map<String, JsonNode> page = new HashMap<>();
        String cursor = "";
        do {
            JsonNode answer = as(ana).get("/products" + query + cursor).expect(200);
            answer.path("items").forEach(item -> ids.add(id(item)));
            page.put("last", answer);
            cursor = "&cursor=" + answer.path("nextCursor").asString("");
        } while (page.get("last").path("hasMore").asBoolean());
        return ids;
    }
}
