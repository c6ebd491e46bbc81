package io.livemarket.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.events.Ids;
import io.livemarket.events.Json;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ListingEvent.ListingChanged;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.products.ProductEvent.ProductStateChanged;
import io.livemarket.events.products.ProductEvent.ReservationRefused;
import io.livemarket.events.products.ProductState;
import io.livemarket.events.products.Reservation;
import io.livemarket.testkit.running.RestClient.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** {@code /chats/:id/offers}: Bea sells, Ana buys. */
class OffersIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static RunningChatService service;
    private final ChatCalls ana = ChatCalls.of(service);
    private final ChatCalls bea = ChatCalls.of(service);
    private final UUID bike = service.newProduct(bea.user());
    private final String chat = ana.openPrivate(bea);

    @BeforeAll
    static void start() {
        service = RunningChatService.shared();
    }

    static Answer make(ChatCalls by, String chat, UUID product, String... headers) {
        return by.rest().post(offers(chat), Map.of("productId", product, "price", euros("40.00")), headers);
    }

    static Answer counter(ChatCalls by, String chat, String offer, String amount) {
        return by.rest().post(offers(chat) + "/" + offer + "/counter", Map.of("price", euros(amount)));
    }

    static Answer answer(ChatCalls by, String chat, String offer, String how) {
        return by.rest().post(offers(chat) + "/" + offer + "/" + how, null);
    }

    static String offerId(JsonNode offer) {
        return offer.path("offerId").asString();
    }

    private static String offers(String chat) {
        return "/chats/" + chat + "/offers";
    }

    private static Map<String, String> euros(String amount) {
        return Map.of("amount", amount, "currency", "EUR");
    }

    private JsonNode offer(String offer) {
        return bea.rest().get(offers(chat) + "/" + offer).expect(200);
    }

    private static String state(JsonNode offer) {
        return offer.path("state").asString();
    }

    @Test
    void anOfferIsShownByAMessageWhoseStateFollows() {
        JsonNode made = make(ana, chat, bike).expect(201);
        assertThat(state(made)).isEqualTo("open");
        assertThat(made.path("price")).isEqualTo(offer(offerId(made)).path("price"));
        assertThat(made.path("sellerId").asString()).isEqualTo(bea.user().toString());
        assertThat(made.path("buyerId").asString()).isEqualTo(ana.user().toString());
        assertThat(Duration.between(
                        Instant.parse(made.path("createdAt").asString()),
                        Instant.parse(made.path("expiresAt").asString())))
                .isEqualTo(Duration.ofHours(48));
        JsonNode message = bea.chat(chat).path("lastMessage");
        assertThat(message.path("type").asString()).isEqualTo("text");
        assertThat(message.path("content").asString()).isEqualTo("Offer · Oferta: 40.00 EUR");
        assertThat(message.path("offer").path("offerId").asString()).isEqualTo(offerId(made));
        assertThat(bea.chat(chat).path("unread").asLong()).isEqualTo(1);

        long version = bea.chat(chat).path("version").asLong();
        JsonNode countered = counter(bea, chat, offerId(made), "45.00").expect(201);
        assertThat(countered.path("counters").asString()).isEqualTo(offerId(made));
        assertThat(state(offer(offerId(made)))).isEqualTo("countered");
        JsonNode accepted = answer(ana, chat, offerId(countered), "accept").expect(200);
        assertThat(state(accepted)).isEqualTo("accepted");
        assertThat(accepted.path("deal").path("agreedAt").asString())
                .isEqualTo(accepted.path("closedAt").asString());

        assertThat(bea.history(chat, "").path("items").values())
                .extracting(each -> state(each.path("offer")))
                .containsExactly("accepted", "countered");
        assertThat(state(ana.chat(chat).path("lastMessage").path("offer"))).isEqualTo("accepted");
        assertThat(bea.sync(chat, version).path("messages").values())
                .extracting(each -> state(each.path("offer")))
                .containsExactly("countered", "accepted");
        assertThat(bea.trySend(chat, "Call me on 612 345 678").expect(201).path("warnings"))
                .isEmpty();
    }

    @Test
    void offersAreListedNewestFirst() {
        for (int i = 0; i < 3; i++) {
            answer(ana, chat, offerId(make(ana, chat, bike).expect(201)), "withdraw")
                    .expect(200);
        }
        ana.send(chat, "entre medias");
        String newest = offerId(make(bea, chat, bike).expect(201));
        JsonNode page = ana.rest().get(offers(chat) + "?limit=3").expect(200);
        assertThat(page.path("items")).hasSize(3);
        assertThat(offerId(page.path("items").get(0))).isEqualTo(newest);
        JsonNode last = ana.rest()
                .get(offers(chat) + "?limit=3&cursor=" + page.path("nextCursor").asString())
                .expect(200);
        assertThat(last.path("items")).hasSize(1);
        assertThat(last.path("hasMore").asBoolean()).isFalse();
        ana.rest().get(offers(chat) + "?cursor=x").expectProblem(ErrorCode.INVALID_CURSOR);
        ana.rest().get(offers(chat) + "/" + Ids.next()).expectProblem(ErrorCode.OFFER_NOT_FOUND);
        String elsewhere = ana.openPrivate(ChatCalls.of(service));
        ana.rest().get(offers(elsewhere) + "/" + newest).expectProblem(ErrorCode.OFFER_NOT_FOUND);
    }

    @Test
    void aRepeatIsThatOffer() {
        JsonNode first = make(ana, chat, bike, "Idempotency-Key", "k").expect(201);
        assertThat(make(ana, chat, bike, "Idempotency-Key", "k").expect(200)).isEqualTo(first);
        make(ana, chat, Ids.next(), "Idempotency-Key", "k").expectProblem(ErrorCode.IDEMPOTENCY_CONFLICT);
        String offer = offerId(first);
        JsonNode accepted = answer(bea, chat, offer, "accept").expect(200);
        assertThat(answer(bea, chat, offer, "accept").expect(200)).isEqualTo(accepted);
        assertThat(ana.rest().get(offers(chat)).expect(200).path("items")).hasSize(1);
    }

    @Test
    void refusalsHaveTheirCodes() {
        String offer = offerId(make(ana, chat, bike).expect(201));
        make(bea, chat, bike).expectProblem(ErrorCode.OFFER_OPEN);
        answer(ana, chat, offer, "accept").expectProblem(ErrorCode.NOT_YOUR_OFFER);
        answer(bea, chat, offer, "withdraw").expectProblem(ErrorCode.NOT_YOUR_OFFER);
        make(ana, chat, Ids.next()).expectProblem(ErrorCode.PRODUCT_NOT_FOUND);
        make(ana, chat, service.newProduct(Ids.next())).expectProblem(ErrorCode.PRODUCT_OF_ANOTHER);
        ana.rest()
                .post(
                        offers(chat),
                        Map.of(
                                "productId",
                                service.newProduct(bea.user()),
                                "price",
                                Map.of("amount", "40.00", "currency", "USD")))
                .expectProblem(ErrorCode.CURRENCY_MISMATCH);
        String message = offer(offer).path("messageId").asString();
        ana.rest().delete(ChatCalls.message(chat, message)).expectProblem(ErrorCode.MESSAGE_FIXED);
        ana.rest().put(ChatCalls.message(chat, message), Map.of("content", "x")).expectProblem(ErrorCode.MESSAGE_FIXED);
        answer(bea, chat, offer, "decline").expect(200);
        answer(bea, chat, offer, "accept").expectProblem(ErrorCode.OFFER_CLOSED);
        make(ana, ana.openGroup("Bici", bea), bike).expectProblem(ErrorCode.NOT_A_PRIVATE_CHAT);
        service.publish(
                new ProductStateChanged(bike, 2, bea.user(), ProductState.WITHDRAWN, null, RunningChatService.now()));
        await().atMost(SOON).untilAsserted(() -> make(ana, chat, bike).expectProblem(ErrorCode.PRODUCT_NOT_AVAILABLE));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            "price":{"amount":"0.00","currency":"EUR"}
            "price":{"amount":"40","currency":"EUR"}
            "price":{"amount":"40.00","currency":"euro"}
            "price":{"amount":"40.00"}
            "price":{"amount":40.00,"currency":"EUR"}
            "price":"40.00"
            "x":1
            "price":{"amount":"40.00","currency":"EUR"},"validForSeconds":59
            "price":{"amount":"40.00","currency":"EUR"},"validForSeconds":1209601
            "price":{"amount":"40.00","currency":"EUR"},"clientMessageId":""
            """)
    void malformedOffersAreRefused(String members) {
        ana.rest()
                .call("POST", offers(chat), Json.MAPPER.readTree("{\"productId\":\"" + bike + "\"," + members + "}"))
                .expectProblem(ErrorCode.INVALID_REQUEST);
    }

    /** Ana accepts and Bea withdraws at one moment, ten times: one of the two, each time. */
    @Test
    void ofTwoAtOneMomentExactlyOneWins() {
        Map<String, Integer> won = new HashMap<>();
        for (int i = 0; i < 10; i++) {
            String offer =
                    offerId(make(bea, chat, service.newProduct(bea.user())).expect(201));
            List<CompletableFuture<Answer>> both = List.of(
                    CompletableFuture.supplyAsync(() -> answer(ana, chat, offer, "accept")),
                    CompletableFuture.supplyAsync(() -> answer(bea, chat, offer, "withdraw")));
            List<Integer> statuses =
                    both.stream().map(each -> each.join().status()).sorted().toList();
            assertThat(statuses).containsExactly(200, 409);
            won.merge(state(offer(offer)), 1, Integer::sum);
        }
        assertThat(won.keySet()).isSubsetOf("accepted", "withdrawn");
    }

    @Test
    void anOfferWhoseReservationIsRefusedIsVoid() {
        String offer = offerId(make(ana, chat, bike).expect(201));
        answer(bea, chat, offer, "accept").expect(200);
        service.publish(new ReservationRefused(
                bike,
                2,
                bea.user(),
                new Reservation(UUID.fromString(offer), UUID.fromString(chat), ana.user()),
                RunningChatService.now()));
        await().atMost(SOON).untilAsserted(() -> assertThat(state(offer(offer))).isEqualTo("voided"));
        assertThat(offer(offer).has("deal")).isFalse();
        assertThat(bea.trySend(chat, "Call me on 612 345 678").expect(201).path("warnings"))
                .isNotEmpty();
    }

    /** Also a chat that is opened while the product becomes reserved. */
    @Test
    void chatsAboutAListingGetEachOfItsStatesOnce() {
        String about = ana.openAbout(bea, bike);
        JsonNode asked = ana.rest()
                .post(ChatCalls.messages(about), Map.of("content", "¿Aún la tienes?", "productId", bike))
                .expect(201);
        assertThat(asked.path("productPrice").path("amount").asString()).isEqualTo("50.00");
        assertThat(bea.chat(about).has("listing")).isFalse();

        publishState(2, ProductState.RESERVED);
        String evas = ChatCalls.of(service).openAbout(bea, bike);
        List.of(about, evas).forEach(each -> awaitListing(each, 2, "reserved"));
        long version = bea.chat(about).path("version").asLong();
        publishState(3, ProductState.SOLD);
        List.of(about, evas).forEach(each -> awaitListing(each, 3, "sold"));

        for (String each : List.of(about, evas)) {
            assertThat(service.kafka().events(Topics.CHAT_EVENTS, ChatEvent.class, UUID.fromString(each)).stream()
                            .filter(ListingChanged.class::isInstance)
                            .map(event -> ((ListingChanged) event).state()))
                    .containsExactly(ProductState.RESERVED, ProductState.SOLD);
        }
        assertThat(bea.sync(about, version).path("listing"))
                .isEqualTo(bea.chat(about).path("listing"));
        assertThat(bea.chat(about).path("unread").asLong()).isEqualTo(1);
        assertThat(bea.chat(chat).has("listing")).as("a chat about nothing").isFalse();
        assertThat(bea.history(about, "").path("items").get(0).path("productPrice"))
                .isEqualTo(asked.path("productPrice"));
    }

    private void publishState(long version, ProductState state) {
        service.publish(new ProductStateChanged(bike, version, bea.user(), state, null, RunningChatService.now()));
    }

    private void awaitListing(String about, long version, String state) {
        await().atMost(SOON).untilAsserted(() -> {
            JsonNode listing = bea.chat(about).path("listing");
            assertThat(listing.path("version").asLong()).isEqualTo(version);
            assertThat(state(listing)).isEqualTo(state);
            assertThat(listing.path("price").path("amount").asString()).isEqualTo("50.00");
        });
    }

    @Test
    void aBlockedPersonOffersNothing() {
        String offer = offerId(make(ana, chat, bike).expect(201));
        service.block(bea.user(), ana.user());
        make(ana, chat, service.newProduct(bea.user())).expectProblem(ErrorCode.BLOCKED);
        answer(bea, chat, offer, "accept").expectProblem(ErrorCode.YOU_BLOCKED);
        answer(ana, chat, offer, "withdraw").expect(200);
    }
}
