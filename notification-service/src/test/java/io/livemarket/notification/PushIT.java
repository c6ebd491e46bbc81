package io.livemarket.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.notifications.NotificationEvent.PushSubscriptionRemoved;
import io.livemarket.events.notifications.RemovalReason;
import io.livemarket.notification.kafka.NotificationTopics;
import io.livemarket.notification.testing.ChatLog;
import io.livemarket.notification.testing.Person;
import io.livemarket.notification.testing.PushEndpoint;
import io.livemarket.notification.testing.PushEndpoint.Received;
import io.livemarket.notification.testing.RunningNotificationService;
import io.livemarket.notification.testing.WebhookReceiver;
import io.livemarket.testkit.running.RestClient;
import io.livemarket.testkit.running.TokenIssuer;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Web Push, with a push endpoint that decrypts the pushes. */
class PushIT {

    private static final Duration A_WHILE = Duration.ofSeconds(60);
    private static RunningNotificationService service;

    private final PushEndpoint endpoint = PushEndpoint.start();
    private final Person ana = Person.of(service, "ana");
    private final Person bea = Person.of(service, "bea");

    @BeforeAll
    static void start() {
        service = RunningNotificationService.alone(
                "--livemarket.notification.push.insecure-endpoints=true",
                "--livemarket.notification.push.after=1s",
                "--livemarket.notification.push.burst=20s",
                "--livemarket.notification.push.first-retry=100ms",
                "--livemarket.notification.push.max-retry=2s",
                "--livemarket.notification.push.attempts=4",
                "--livemarket.notification.webhooks.insecure-endpoints=true",
                "--livemarket.notification.webhooks.first-retry=50ms",
                "--livemarket.notification.webhooks.attempts=2");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @AfterEach
    void closeEndpoint() {
        endpoint.close();
    }

    private String subscribe() {
        return bea.rest()
                .post("/notifications/subscriptions", endpoint.subscription("phone"))
                .expect(201)
                .path("id")
                .asString();
    }

    private List<Received> awaitPushes(int count) {
        await().atMost(A_WHILE).until(() -> endpoint.received().size() >= count);
        return endpoint.received();
    }

    /** Whatever is due before this is due too by now: the fence's message comes after it, and is pushed after it. */
    private void fence() {
        Person other = Person.of(service, "fence");
        try (PushEndpoint fence = PushEndpoint.start()) {
            other.rest()
                    .post("/notifications/subscriptions", fence.subscription("fence"))
                    .expect(201);
            service.chat(ana.id(), other.id()).say(ana.id(), "fence");
            await().atMost(A_WHILE).until(() -> fence.received().size() == 1);
        }
    }

    @Test
    void anAwayUserGetsAnEncryptedPushWithoutContent() {
        subscribe();
        ChatLog chat = service.chat(ana.id(), bea.id());
        chat.say(ana.id(), "la contraseña del portal es 4711");
        Received push = awaitPushes(1).getFirst();
        JsonNode payload = push.payload();
        assertThat(payload.path("chatId").asString()).isEqualTo(chat.id().toString());
        assertThat(payload.path("kind").asString()).isEqualTo("first_contact");
        assertThat(payload.path("senderId").asString()).isEqualTo(ana.id().toString());
        assertThat(payload.path("senderName").asString()).isEqualTo(ana.name());
        assertThat(payload.path("count").asLong()).isEqualTo(1);
        assertThat(payload.path("id").asString())
                .isEqualTo(bea.awaitOne(1).path("id").asString());
        assertThat(payload.path("text").asString()).isEqualTo(ana.name() + " wrote to you for the first time");
        assertThat(payload.path("textEs").asString()).isEqualTo(ana.name() + " le ha escrito por primera vez");
        assertThat(payload.toString()).doesNotContain("4711");
        assertThat(push.header("Content-Encoding")).isEqualTo("aes128gcm");
        assertThat(Long.parseLong(push.header("TTL"))).isBetween(43_000L, 43_200L);
        assertThat(push.header("Topic"))
                .isEqualTo(chat.id().toString().replace("-", ""))
                .hasSize(32);
        assertThat(new String(push.body(), StandardCharsets.ISO_8859_1)).doesNotContain(ana.name());
    }

    @Test
    void aPushIsSignedByTheSubscribedKey() {
        subscribe();
        String publicKey = bea.rest()
                .get("/notifications/subscriptions")
                .expect(200)
                .path("publicKey")
                .asString();
        service.chat(ana.id(), bea.id()).say(ana.id(), "hola");
        Map<String, Object> claims = PushEndpoint.verified(awaitPushes(1).getFirst(), publicKey);
        assertThat(claims.get("aud").toString()).contains(endpoint.origin());
        assertThat(claims.get("sub").toString()).startsWith("mailto:");
        Date expires = (Date) claims.get("exp");
        assertThat(expires).isInTheFuture().isBefore(new Date(System.currentTimeMillis() + 24 * 3_600_000L));
    }

    @Test
    void aBurstIsOnePushConfirmedMessagesAreNone() {
        subscribe();
        ChatLog chat = service.chat(ana.id(), bea.id());
        for (int i = 1; i <= 5; i++) {
            chat.say(ana.id(), "m" + i);
        }
        ChatLog confirmed = service.chat(Person.of(service, "eva").id(), bea.id());
        confirmed.say(Ids.next(), "a tiempo");
        confirmed.delivered(bea.id(), 1);
        assertThat(awaitPushes(1).getFirst().payload().path("count").asLong()).isEqualTo(5);
        chat.say(ana.id(), "m6");
        fence();
        assertThat(endpoint.received()).hasSize(1);
    }

    @Test
    void mutesQuietHoursAndKindsThatAreOffPushNothing() {
        subscribe();
        bea.rest()
                .put(
                        "/notifications/preferences",
                        Map.of(
                                "kinds",
                                List.of(Map.of("kind", "first_contact", "inApp", true, "push", false)),
                                "hideSender",
                                false))
                .expect(200);
        service.chat(ana.id(), bea.id()).say(ana.id(), "clase apagada");
        bea.awaitOne(1);
        fence();
        bea.rest()
                .put(
                        "/notifications/preferences",
                        Map.of(
                                "kinds",
                                List.of(),
                                "hideSender",
                                false,
                                "quietHours",
                                Map.of("from", "00:00", "to", "23:59", "zone", "UTC")))
                .expect(200);
        ChatLog quiet = service.chat(Person.of(service, "eva").id(), bea.id());
        quiet.say(Ids.next(), "de noche");
        fence();
        bea.rest()
                .put("/notifications/preferences", Map.of("kinds", List.of(), "hideSender", false))
                .expect(200);
        bea.rest().put("/chats/" + quiet.id() + "/mute", Map.of("muted", true)).expect(204);
        quiet.say(Ids.next(), "en silencio");
        fence();
        assertThat(endpoint.received()).isEmpty();
        assertThat(service.bean(MeterRegistry.class)
                        .get("livemarket.notifications.pushes.suppressed")
                        .tag("reason", "quiet_hours")
                        .counter()
                        .count())
                .isPositive();
    }

    @Test
    void aPushNamesNoUserWhenSendersAreHidden() {
        subscribe();
        bea.rest()
                .put("/notifications/preferences", Map.of("kinds", List.of(), "hideSender", true))
                .expect(200);
        service.chat(ana.id(), bea.id()).say(ana.id(), "hola");
        JsonNode payload = awaitPushes(1).getFirst().payload();
        assertThat(payload.has("senderName")).isFalse();
        assertThat(payload.has("senderId")).isFalse();
        assertThat(payload.toString()).doesNotContain(ana.name());
    }

    @Test
    void aSubscriptionThatIsGoneIsForgotten() {
        String id = subscribe();
        endpoint.answer(_ -> 410, null);
        service.chat(ana.id(), bea.id()).say(ana.id(), "hola");
        awaitPushes(1);
        await().atMost(A_WHILE)
                .until(() -> bea.rest()
                        .get("/notifications/subscriptions")
                        .expect(200)
                        .path("items")
                        .isEmpty());
        assertThat(service.events(bea.id())).last().isInstanceOfSatisfying(PushSubscriptionRemoved.class, removed -> {
            assertThat(removed.subscriptionId()).hasToString(id);
            assertThat(removed.reason()).isEqualTo(RemovalReason.GONE);
        });
        service.chat(Person.of(service, "eva").id(), bea.id()).say(Ids.next(), "otro");
        fence();
        assertThat(endpoint.received()).hasSize(1);
    }

    @Test
    void aPushIsRetriedAfterTheServicesRetryTime() {
        subscribe();
        endpoint.answer(n -> n < 3 ? 503 : 201, "1");
        service.chat(ana.id(), bea.id()).say(ana.id(), "hola");
        List<Received> tries = awaitPushes(3);
        assertThat(tries.get(1).at() - tries.get(0).at())
                .isGreaterThan(Duration.ofMillis(950).toNanos());
        assertThat(tries.get(2).at() - tries.get(1).at())
                .isGreaterThan(Duration.ofMillis(950).toNanos());
        fence();
        assertThat(endpoint.received()).hasSize(3);
    }

    @Test
    void aFailingPushServiceIsDroppedAndHarmsNoOther() {
        subscribe();
        double failed = failed();
        endpoint.answer(_ -> 500, null);
        service.chat(ana.id(), bea.id()).say(ana.id(), "hola");
        fence();
        await().atMost(A_WHILE).until(() -> failed() > failed);
        assertThat(endpoint.received()).hasSize(4);
    }

    private static double failed() {
        var counter = service.bean(MeterRegistry.class)
                .find("livemarket.notifications.pushes")
                .tag("outcome", "failed")
                .counter();
        return counter == null ? 0 : counter.count();
    }

    @Test
    void aRefusalForGoodIsNotTriedAgain() {
        subscribe();
        endpoint.answer(_ -> 403, null);
        service.chat(ana.id(), bea.id()).say(ana.id(), "hola");
        awaitPushes(1);
        fence();
        assertThat(endpoint.received()).hasSize(1);
    }

    @Test
    void aRedirectIsNotFollowed() {
        subscribe();
        try (PushEndpoint elsewhere = PushEndpoint.start()) {
            endpoint.redirect(elsewhere.subscription("x").get("endpoint").toString());
            service.chat(ana.id(), bea.id()).say(ana.id(), "hola");
            awaitPushes(1);
            fence();
            assertThat(endpoint.received()).hasSize(1);
            assertThat(elsewhere.received()).isEmpty();
        }
    }

    @Test
    void aDeviceHasOneSubscriptionThatItsOwnerRemoves() {
        String id = subscribe();
        assertThat(bea.rest()
                        .post("/notifications/subscriptions", endpoint.subscription("phone"))
                        .expect(200)
                        .path("id")
                        .asString())
                .isEqualTo(id);
        assertThat(ana.rest().get("/notifications/subscriptions").expect(200).path("items"))
                .isEmpty();
        ana.rest().delete("/notifications/subscriptions/" + id).expectProblem(ErrorCode.NOT_FOUND);
        assertThat(bea.rest().get("/notifications/subscriptions").expect(200).path("items"))
                .hasSize(1);
        bea.rest().delete("/notifications/subscriptions/" + id).expect(204);
        bea.rest().delete("/notifications/subscriptions/" + id).expectProblem(ErrorCode.NOT_FOUND);
        service.chat(ana.id(), bea.id()).say(ana.id(), "hola");
        fence();
        assertThat(endpoint.received()).isEmpty();
    }

    @Test
    void aUserHasALimitedNumberOfDevices() {
        RestClient rest = bea.rest().repeating();
        for (int i = 0; i < 20; i++) {
            rest.post("/notifications/subscriptions", endpoint.subscription("d" + i))
                    .expectDone();
        }
        rest.post("/notifications/subscriptions", endpoint.subscription("one-more"))
                .expectProblem(ErrorCode.TOO_MANY_SUBSCRIPTIONS);
        rest.post("/notifications/subscriptions", endpoint.subscription("d7")).expect(200);
    }

    @Test
    void webhooksGetTheirEventsSignedAndInOrder() {
        RestClient shop = WebhookReceiver.administrator(service);
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            JsonNode webhook = shop.post("/admin/webhooks", receiver.wanting("chat.message-sent.v1"))
                    .expect(201);
            String path = "/admin/webhooks/" + webhook.path("id").asString();
            String secret = webhook.path("secret").asString();
            assertThat(shop.get(path).expect(200).has("secret")).isFalse();
            String second = shop.post(path + "/secrets", null)
                    .expect(201)
                    .path("secret")
                    .asString();
            ChatLog refused = service.chat(ana.id(), bea.id());
            receiver.answer(
                    body -> body.path("subject").asString().equals(refused.id().toString()) ? 500 : 200);
            MessageSent first = refused.say(ana.id(), "uno");
            refused.say(ana.id(), "dos");
            ChatLog chat = service.chat(ana.id(), Person.of(service, "eva").id());
            for (int i = 1; i <= 5; i++) {
                chat.say(ana.id(), "m" + i);
            }
            await().atMost(A_WHILE).until(() -> receiver.received(chat).size() == 5);
            assertThat(receiver.received(chat))
                    .extracting(each -> each.body().path("data").path("content").asString())
                    .containsExactly("m1", "m2", "m3", "m4", "m5");
            assertThat(receiver.received(chat))
                    .allMatch(each ->
                            each.isSignedBy(secret) && each.isSignedBy(second) && !each.isSignedBy("whsec_AAAA"))
                    .allMatch(each -> each.body().path("type").asString().equals("chat.message-sent.v1"));

            JsonNode letters = await().atMost(A_WHILE)
                    .until(
                            () -> shop.get(path + "/dead-letters").expect(200).path("items"),
                            items -> items.size() == 2);
            assertThat(letters.toString()).doesNotContain("uno", "dos");
            assertThat(letters.get(0).path("attempts").asInt()).isEqualTo(2);
            assertThat(letters.get(0).path("reason").asString()).isEqualTo("status 500");
            JsonNode page = shop.get(path + "/dead-letters?limit=1").expect(200);
            assertThat(shop.get(path + "/dead-letters?cursor="
                                    + page.path("nextCursor").asString())
                            .expect(200)
                            .path("items")
                            .get(0))
                    .isEqualTo(letters.get(1));
            String letter =
                    path + "/dead-letters/" + letters.get(0).path("eventId").asString();
            assertThat(shop.post(letter + "/resend", null)
                            .expect(200)
                            .path("reason")
                            .asString())
                    .isEqualTo("status 500");
            receiver.answer(_ -> 200);
            assertThat(shop.post(letter + "/resend", null)
                            .expect(200)
                            .path("accepted")
                            .asBoolean())
                    .isTrue();
            assertThat(receiver.received(refused)
                            .getLast()
                            .body()
                            .path("data")
                            .path("id")
                            .asString())
                    .isEqualTo(first.id().toString());
            shop.post(letter + "/drop", null).expectProblem(ErrorCode.DEAD_LETTER_NOT_FOUND);
            shop.post(path + "/dead-letters/" + letters.get(1).path("eventId").asString() + "/drop", null)
                    .expect(204);
            assertThat(shop.get(path).expect(200).path("deadLetters").asInt()).isZero();

            receiver.answer(_ -> 410);
            chat.say(ana.id(), "basta");
            await().atMost(A_WHILE)
                    .until(() -> shop.get(path)
                            .expect(200)
                            .path("disabledReason")
                            .asString("")
                            .equals("gone"));
            receiver.answer(_ -> 200);
            shop.put(path, receiver.wanting("chat.message-sent.v1")).expect(200);
            Map<String, Object> enabled = new HashMap<>(receiver.wanting("chat.message-sent.v1"));
            enabled.put("enabled", true);
            assertThat(shop.put(path, enabled).expect(200).path("enabled").asBoolean())
                    .isTrue();
            await().atMost(A_WHILE).until(() -> receiver.received(chat).size() == 7);
            assertThat(service.records(NotificationTopics.WEBHOOKS.name()))
                    .noneMatch(record -> record.value() != null
                            && new String(record.value(), StandardCharsets.ISO_8859_1).contains("key=hidden"));
            shop.delete(path).expect(204);
            shop.get(path).expectProblem(ErrorCode.WEBHOOK_NOT_FOUND);
        }
    }

    @Test
    void onlyOperatorsAndTheScopeAdministerWebhooks() {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            Map<String, Object> body = receiver.wanting("chat.message-sent.v1");
            String path = "/admin/webhooks/" + Ids.next();
            for (RestClient stranger : List.of(
                    ana.rest(), service.with(WebhookReceiver.service("chats:write messages:system users:write")))) {
                stranger.get("/admin/webhooks").expectProblem(ErrorCode.FORBIDDEN);
                stranger.post("/admin/webhooks", Map.of()).expectProblem(ErrorCode.FORBIDDEN);
                stranger.get(path).expectProblem(ErrorCode.FORBIDDEN);
                stranger.put(path, body).expectProblem(ErrorCode.FORBIDDEN);
                stranger.delete(path).expectProblem(ErrorCode.FORBIDDEN);
                stranger.post(path + "/secrets", null).expectProblem(ErrorCode.FORBIDDEN);
                stranger.get(path + "/dead-letters").expectProblem(ErrorCode.FORBIDDEN);
                stranger.post(path + "/dead-letters/x/resend", null).expectProblem(ErrorCode.FORBIDDEN);
                stranger.post(path + "/dead-letters/x/drop", null).expectProblem(ErrorCode.FORBIDDEN);
            }
            service.stranger().get("/admin/webhooks").expectProblem(ErrorCode.TOKEN_MISSING);
            RestClient operator = service.with(RunningNotificationService.issuer()
                    .signed(TokenIssuer.claims(ana.id())
                            .claim("roles", List.of("user", "operator"))
                            .build()));
            operator.get("/admin/webhooks").expect(200);
            operator.put(path, body).expectProblem(ErrorCode.WEBHOOK_NOT_FOUND);
            operator.post(path + "/secrets", null).expectProblem(ErrorCode.WEBHOOK_NOT_FOUND);
            operator.get(path + "/dead-letters").expectProblem(ErrorCode.WEBHOOK_NOT_FOUND);
            operator.delete(path).expect(204);
            operator.post("/admin/webhooks", receiver.wanting()).expectProblem(ErrorCode.INVALID_REQUEST);
            operator.post("/admin/webhooks", receiver.wanting("chat.unknown.v1"))
                    .expectProblem(ErrorCode.INVALID_REQUEST);
            operator.post("/admin/webhooks", Map.of("url", "ftp://x", "eventTypes", List.of("chat.message-sent.v1")))
                    .expectProblem(ErrorCode.INVALID_REQUEST);
        }
    }

    /** The endpoint is in no public topic, and not in plain text in the internal ones. */
    @Test
    void whereADeviceIsPushedToStaysHere() {
        String device = "secret" + Ids.next();
        bea.rest()
                .post("/notifications/subscriptions", endpoint.subscription(device))
                .expect(201);
        service.chat(ana.id(), bea.id()).say(ana.id(), "hola");
        awaitPushes(1);
        assertThat(bea.rest().get("/notifications/subscriptions").expect(200).toString())
                .doesNotContain(device);
        List.of(
                        Topics.NOTIFICATIONS_EVENTS,
                        Topics.NOTIFICATIONS_COMMANDS,
                        Topics.NOTIFICATIONS_RESULTS,
                        NotificationTopics.SUBSCRIBING,
                        NotificationTopics.PUSHES)
                .forEach(topic -> assertThat(service.records(topic.name()))
                        .as(topic.name())
                        .noneMatch(r -> r.value() != null
                                && new String(r.value(), StandardCharsets.ISO_8859_1).contains(device)));
        assertThat(service.records(NotificationTopics.JOURNAL.name()))
                .isNotEmpty()
                .noneMatch(
                        r -> r.value() != null && new String(r.value(), StandardCharsets.ISO_8859_1).contains(device));
    }
}
