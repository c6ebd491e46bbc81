package io.livemarket.launcher.demo;

import io.livemarket.events.chat.OfferEvent.OfferAccepted;
import io.livemarket.launcher.Bilingual;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.json.JSONObject;
import tools.jackson.databind.JsonNode;

/**
 * The demo's sale: a listing and a question about it, an offer and a counter-offer that is accepted once although it is
 * accepted twice at one moment, the reservation, the sale, and a message of the marketplace itself.
 */
final class SaleScenes {

    private static final String CURRENCY = "EUR";

    private final Rest rest;
    private final ChatTopicsReader log;
    private final Stage stage;
    private final Person buyer;
    private final Person seller;

    /** @param buyer connected, as {@code seller} is */
    SaleScenes(Rest rest, ChatTopicsReader log, Stage stage, Person buyer, Person seller) {
        this.rest = rest;
        this.log = log;
        this.stage = stage;
        this.buyer = buyer;
        this.seller = seller;
    }

    /** @param marketplace the service account that sends the last message */
    void play(ServiceAccount marketplace) throws InterruptedException {
        String productId = listing();
        String chatId = question(productId);
        String counterId = bargain(chatId, productId);
        acceptedOnce(chatId, counterId);
        sold(productId);
        shipped(chatId, marketplace);
    }

    private String listing() {
        stage.headline(new Bilingual("Luis puts his bicycle up for sale", "Luis pone a la venta su bicicleta"));
        JsonNode product = rest.post(
                "/products",
                seller.token(),
                Map.of("name", "Bicicleta de paseo, talla 54", "priceAmount", "240.00", "currency", CURRENCY));
        stage.line("%s  %s %s  %s"
                .formatted(
                        product.path("name").asString(),
                        product.path("priceAmount").asString(),
                        product.path("currency").asString(),
                        product.path("state").asString()));
        return product.path("id").asString();
    }

    /** The first message about a listing opens a chat about it. */
    private String question(String productId) {
        stage.headline(
                new Bilingual("Ana asks about it, in a chat of its own", "Ana pregunta por ella, en un chat aparte"));
        JSONObject asked = Person.within(
                        buyer.emit(
                                "message:send",
                                new JSONObject()
                                        .put("to", seller.id())
                                        .put("productId", productId)
                                        .put("content", "¿Sigue disponible?")),
                        "message:send")
                .data()
                .getJSONObject("message");
        String chatId = asked.getString("chatId");
        JSONObject opened = seller.await(
                        "chat:opened", data -> data.getString("chatId").equals(chatId))
                .data();
        stage.line("chat:opened %s  %s".formatted(opened.getJSONObject("subject"), opened.getJSONArray("roles")));
        stage.line("Ana → Luis  " + asked.getString("content"));
        return chatId;
    }

    /** Answers with the id of the counter-offer, which is open. */
    private String bargain(String chatId, String productId) {
        stage.headline(new Bilingual("Ana offers a price, and Luis another", "Ana ofrece un precio, y Luis otro"));
        String offerId = offer(
                buyer,
                seller,
                "offer:make",
                new JSONObject()
                        .put("chatId", chatId)
                        .put("productId", productId)
                        .put("price", price("200.00"))
                        .put("clientMessageId", UUID.randomUUID().toString()));
        return offer(
                seller,
                buyer,
                "offer:counter",
                new JSONObject()
                        .put("chatId", chatId)
                        .put("offerId", offerId)
                        .put("price", price("220.00"))
                        .put("clientMessageId", UUID.randomUUID().toString()));
    }

    private String offer(Person by, Person to, String event, JSONObject payload) {
        String offerId = Person.within(by.emit(event, payload), event)
                .data()
                .getJSONObject("offer")
                .getString("offerId");
        JSONObject made = to.await(
                        "offer:made", data -> data.getString("offerId").equals(offerId))
                .data();
        stage.line("%s → %s  offer:made %s".formatted(by.name(), to.name(), made.getJSONObject("price")));
        return offerId;
    }

    private static JSONObject price(String amount) {
        return new JSONObject().put("amount", amount).put("currency", CURRENCY);
    }

    private void acceptedOnce(String chatId, String offerId) {
        stage.headline(new Bilingual(
                "Ana accepts twice at one moment: it is accepted once",
                "Ana acepta dos veces a la vez: se acepta una sola vez"));
        JSONObject accepted = new JSONObject().put("chatId", chatId).put("offerId", offerId);
        List<CompletableFuture<Person.Received>> presses =
                List.of(buyer.emit("offer:accept", accepted), buyer.emit("offer:accept", accepted));
        presses.forEach(press -> Person.within(press, "offer:accept"));
        JSONObject deal = seller.await(
                        "offer:accepted", data -> data.getString("offerId").equals(offerId))
                .data();
        long facts = log.replay(chatId).stream()
                .filter(OfferAccepted.class::isInstance)
                .count();
        Stage.check(facts == 1, "the log has one acceptance; it has " + facts);
        stage.line("offer:accepted %s".formatted(deal.getJSONObject("price")));
    }

    private void sold(String productId) throws InterruptedException {
        stage.headline(new Bilingual(
                "The bicycle is reserved for Ana, and then sold", "La bicicleta queda reservada para Ana, y se vende"));
        JsonNode reserved = Stage.until(
                "the bicycle is reserved",
                () -> rest.get("/products/" + productId, buyer.token()),
                product -> product.path("state").asString().equals("reserved"));
        Stage.check(
                reserved.at("/reservation/buyerId").asString("").equals(buyer.id()),
                "it is reserved for Ana, not another");
        stage.line(reserved.path("state").asString());
        JsonNode sold = rest.put("/products/" + productId + "/state", seller.token(), Map.of("state", "sold"));
        stage.line(sold.path("state").asString());
    }

    private void shipped(String chatId, ServiceAccount marketplace) {
        stage.headline(
                new Bilingual("The marketplace writes that it was shipped", "El mercado avisa de que se ha enviado"));
        String token = rest.form(
                        "/oauth/token",
                        Map.of(
                                "grant_type",
                                "client_credentials",
                                "client_id",
                                marketplace.id(),
                                "client_secret",
                                marketplace.secret(),
                                "scope",
                                ServiceAccount.SCOPE))
                .path("access_token")
                .asString();
        String id = rest.post(
                        "/chats/" + chatId + "/messages",
                        token,
                        Map.of(
                                "type", "system",
                                "content", "Your order was shipped. · Su pedido se ha enviado.",
                                "clientMessageId", UUID.randomUUID().toString()))
                .path("id")
                .asString();
        for (Person person : List.of(buyer, seller)) {
            JSONObject received = person.await(
                            "message:receive", data -> data.getString("id").equals(id))
                    .data();
            Stage.check(received.optBoolean("system"), "the message is one of the marketplace");
            stage.line("→ %s  %s".formatted(person.name(), received.getString("content")));
        }
    }
}
