package io.livemarket.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.events.Ids;
import io.livemarket.events.Json;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.notifications.NotificationEvent;
import io.livemarket.events.notifications.NotificationEvent.NotificationRaised;
import io.livemarket.events.notifications.NotificationEvent.NotificationsCleared;
import io.livemarket.events.presence.PresenceEvent.UserCameOnline;
import io.livemarket.notification.testing.ChatLog;
import io.livemarket.notification.testing.Person;
import io.livemarket.notification.testing.RunningNotificationService;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Notifications as users see them over REST. */
class NotificationsIT {

    private static final Duration A_WHILE = Duration.ofSeconds(60);

    private final RunningNotificationService service = RunningNotificationService.shared();
    private final Person ana = Person.of(service, "ana");
    private final Person bea = Person.of(service, "bea");

    @Test
    void aFirstMessageRaisesOneNotificationWhoseCountGrows() {
        ChatLog chat = service.chat(ana.id(), bea.id());
        chat.say(ana.id(), "uno");
        JsonNode first = bea.awaitOne(1);
        assertThat(first.path("kind").asString()).isEqualTo("first_contact");
        assertThat(first.path("chatId").asString()).isEqualTo(chat.id().toString());
        assertThat(first.path("actorId").asString()).isEqualTo(ana.id().toString());
        assertThat(first.path("text").asString()).isEqualTo(ana.name() + " wrote to you for the first time");
        assertThat(first.path("textEs").asString()).isEqualTo(ana.name() + " le ha escrito por primera vez");
        chat.say(ana.id(), "dos");
        chat.say(bea.id(), "mío");
        chat.say(ana.id(), "tres");
        JsonNode then = bea.awaitOne(3);
        assertThat(then.path("id")).isEqualTo(first.path("id"));
        assertThat(then.path("upToSeq").asLong()).isEqualTo(4);
        assertThat(bea.unreadMessages()).isEqualTo(3);
        JsonNode hers = ana.awaitOne(1);
        assertThat(hers.path("kind").asString()).isEqualTo("message");
        assertThat(hers.path("textEs").asString()).isEqualTo("Mensaje nuevo de " + bea.name());
    }

    /** Names change: a text is made when it is read. */
    @Test
    void aTextHasPresentNamesUnlessTheUserWantsNone() {
        ChatLog group = service.group(ana.id(), bea.id());
        group.say(ana.id(), "uno");
        JsonNode told = bea.awaitOne(1);
        assertThat(told.path("chatName").asString()).isEqualTo(ChatLog.GROUP_NAME);
        assertThat(told.path("text").asString())
                .isEqualTo(
                        "You were invited to " + ChatLog.GROUP_NAME + ": 1 new message, the latest from " + ana.name());
        String renamed = "r-" + UUID.randomUUID();
        service.rename(ana.id(), renamed);
        bea.awaitUnread(all -> all.getFirst().path("text").asString().endsWith("from " + renamed));
        bea.rest()
                .put("/notifications/preferences", Map.of("kinds", List.of(), "hideSender", true))
                .expect(200);
        assertThat(bea.awaitOne(1).path("text").asString()).isEqualTo("You were invited to a group: 1 new message");
    }

    @Test
    void anAbsentUserIsRemindedOnceUnlessSwitchedOff() {
        Person eva = Person.of(service, "eva");
        Person leo = Person.of(service, "leo");
        service.publish(new UserCameOnline(eva.id(), 1, Instant.now()));
        JsonNode wanted = leo.rest()
                .put(
                        "/notifications/preferences",
                        Map.of("kinds", List.of(), "hideSender", false, "reminders", reminders(false, "es")))
                .expect(200);
        assertThat(wanted.path("remindAfter").asLong()).isEqualTo(1);
        assertThat(wanted.path("preferences").path("reminders").path("on").asBoolean(true))
                .isFalse();
        service.chat(ana.id(), eva.id()).say(ana.id(), "uno");
        service.chat(ana.id(), leo.id()).say(ana.id(), "uno");
        service.chat(ana.id(), bea.id()).say(ana.id(), "la contraseña");
        await().atMost(A_WHILE).until(() -> !service.reminders(bea.id()).isEmpty());
        assertThat(service.reminders(bea.id()))
                .singleElement()
                .satisfies(due -> assertThat(due.senders()).containsExactly(ana.id()))
                .satisfies(due -> assertThat(due.messages()).isEqualTo(1));
        assertThat(service.reminders(eva.id())).as("connected").isEmpty();
        assertThat(service.reminders(leo.id())).as("wants none").isEmpty();
        bea.rest()
                .put(
                        "/notifications/preferences",
                        Map.of("kinds", List.of(), "hideSender", false, "reminders", reminders(true, "eu")))
                .expectProblem(ErrorCode.INVALID_REQUEST);
    }

    private static Map<String, Object> reminders(boolean on, String language) {
        return Map.of("on", on, "groups", true, "language", language);
    }

    @Test
    void readingClearsANotificationAndTheNextIsNew() {
        ChatLog chat = service.chat(ana.id(), bea.id());
        chat.say(ana.id(), "uno");
        chat.say(ana.id(), "dos");
        String first = bea.awaitOne(2).path("id").asString();
        chat.read(bea.id(), 1);
        bea.awaitOne(1);
        chat.read(bea.id(), 2);
        bea.awaitNone();
        assertThat(bea.unreadMessages()).isZero();
        JsonNode read = bea.page("").path("items").get(0);
        assertThat(read.path("id").asString()).isEqualTo(first);
        assertThat(read.has("readAt")).as("listed as read").isTrue();
        chat.say(ana.id(), "tres");
        assertThat(bea.awaitOne(1).path("id").asString()).isNotEqualTo(first);
        assertThat(bea.page("").path("items")).as("one per chat").hasSize(1);
    }

    @Test
    void aUserWhoReadsAtOnceGetsNoNotification() {
        ChatLog chat = service.chat(ana.id(), bea.id());
        for (int i = 1; i <= 20; i++) {
            chat.say(ana.id(), "m" + i);
            chat.read(bea.id(), i);
        }
        ChatLog other = service.chat(Person.of(service, "eva").id(), bea.id());
        other.say(Person.of(service, "eva").id(), "fin");
        // On a slow machine a notification may have been raised before its message was read.
        bea.awaitUnread(all -> all.size() == 1
                && all.getFirst().path("chatId").asString().equals(other.id().toString()));
        List<NotificationEvent> events = service.events(bea.id());
        assertThat(events)
                .as("most of 20 messages were read before they were told")
                .hasSizeLessThan(20);
        assertThat(bea.unreadMessages()).isEqualTo(1);
    }

    @Test
    void theSameEventTwiceRaisesOnce() {
        ChatLog chat = service.chat(ana.id(), bea.id());
        MessageSent sent = chat.say(ana.id(), "uno");
        bea.awaitOne(1);
        chat.write(sent);
        chat.write(sent);
        chat.say(ana.id(), "dos");
        bea.awaitOne(2);
        assertThat(service.events(bea.id())).hasSize(2);
        assertThat(service.events(bea.id()))
                .extracting(NotificationEvent::version)
                .containsExactly(1L, 2L);
    }

    @Test
    void aDeletedUnreadMessageIsUncountedAndCleared() {
        ChatLog chat = service.chat(ana.id(), bea.id());
        MessageSent first = chat.say(ana.id(), "uno");
        MessageSent second = chat.say(ana.id(), "dos");
        bea.awaitOne(2);
        chat.delete(first);
        bea.awaitOne(1);
        assertThat(bea.unreadMessages()).isEqualTo(1);
        chat.delete(second);
        bea.awaitNone();
        assertThat(bea.unreadMessages()).isZero();
        assertThat(bea.page("").path("items")).as("not listed as read either").isEmpty();
        chat.say(ana.id(), "tres");
        bea.awaitOne(1);
    }

    @Test
    void aGroupInvitesOthersAndThenCountsMessages() {
        Person eva = Person.of(service, "eva");
        ChatLog group = service.group(ana.id(), bea.id(), eva.id());
        JsonNode invited = bea.awaitOne(0);
        assertThat(invited.path("kind").asString()).isEqualTo("group_invitation");
        assertThat(invited.path("actorId").asString()).isEqualTo(ana.id().toString());
        group.say(eva.id(), "hola");
        assertThat(bea.awaitOne(1).path("id")).isEqualTo(invited.path("id"));
        ana.awaitOne(1);
        eva.awaitOne(0);
    }

    @Test
    void aBlockedUsersMessageIsCountedWithoutANotification() {
        Person eva = Person.of(service, "eva");
        ChatLog group = service.group(ana.id(), bea.id(), eva.id());
        bea.awaitOne(0);
        bea.rest().delete("/notifications?chatId=" + group.id()).expect(204);
        service.block(bea.id(), eva.id());
        await().atMost(A_WHILE).untilAsserted(() -> {
            group.say(eva.id(), "¿me oyes?");
            assertThat(bea.unreadMessages()).isPositive();
        });
        long before = bea.unreadMessages();
        List<JsonNode> told = bea.unread();
        group.say(eva.id(), "¿y ahora?");
        await().atMost(A_WHILE).until(() -> bea.unreadMessages() > before);
        assertThat(bea.unread()).hasSameSizeAs(told);
    }

    @Test
    void anotherServicesEventNotifiesItsUserOnce() {
        UUID report = Ids.next();
        service.write(
                Topics.MODERATION_EVENTS,
                ana.id(),
                "moderation.report-resolved.v1",
                Json.bytes(Map.of("reportId", report, "reporterId", bea.id(), "version", 1)));
        JsonNode told = bea.awaitOne(1);
        assertThat(told.path("kind").asString()).isEqualTo("report_outcome");
        assertThat(told.path("subject").asString()).isEqualTo(report.toString());
        assertThat(told.has("chatId")).isFalse();
        bea.rest().delete("/notifications?ids=" + told.path("id").asString()).expect(204);
        bea.awaitNone();
        assertThat(bea.page("").path("items")).isEmpty();
    }

    @Test
    void clearingTakesIdsOrAChatOrAMoment() {
        List<ChatLog> chats = IntStream.range(0, 4)
                .mapToObj(i -> service.chat(Person.of(service, "p").id(), bea.id()))
                .toList();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < chats.size(); i++) {
            int expected = i + 1;
            service.chat(Person.of(service, "q").id(), ana.id());
            sayAsOther(chats.get(i));
            bea.awaitUnread(all -> all.size() == expected);
        }
        bea.unread().forEach(n -> ids.add(n.path("id").asString()));
        bea.rest().delete("/notifications?ids=" + ids.get(3)).expect(204);
        assertThat(bea.unread()).hasSize(3);
        bea.rest().delete("/notifications?chatId=" + chats.get(1).id()).expect(204);
        assertThat(bea.unread()).hasSize(2);
        Instant newest = Instant.parse(bea.unread().getFirst().path("at").asString());
        bea.rest().delete("/notifications?upTo=" + newest.minusMillis(1)).expect(204);
        assertThat(bea.unread()).hasSize(1);
        bea.rest().delete("/notifications?upTo=" + Instant.now()).expect(204);
        assertThat(bea.page("").path("items")).isEmpty();
        assertThat(bea.unreadMessages()).as("cleared is not read").isEqualTo(4);
        bea.rest().delete("/notifications?upTo=" + Instant.now()).expect(204);
    }

    private void sayAsOther(ChatLog chat) {
        chat.say(Ids.next(), "hola");
    }

    @Test
    void anothersNotificationsAreNotToBeClearedNorSeen() {
        ChatLog chat = service.chat(ana.id(), bea.id());
        chat.say(ana.id(), "uno");
        String id = bea.awaitOne(1).path("id").asString();
        Person eva = Person.of(service, "eva");
        eva.rest().delete("/notifications?ids=" + id).expect(204);
        eva.rest().delete("/notifications?chatId=" + chat.id()).expect(204);
        eva.rest().delete("/notifications?upTo=" + Instant.now()).expect(204);
        assertThat(eva.page("").path("items")).isEmpty();
        assertThat(service.events(eva.id())).isEmpty();
        assertThat(bea.unread()).hasSize(1);
    }

    @Test
    void aMutedChatRaisesNoneUntilItEnds() {
        ChatLog chat = service.chat(ana.id(), bea.id());
        bea.rest().put("/chats/" + chat.id() + "/mute", Map.of("muted", true)).expect(204);
        chat.say(ana.id(), "uno");
        await().atMost(A_WHILE).until(() -> bea.unreadMessages() == 1);
        assertThat(bea.unread()).isEmpty();
        JsonNode wanted = bea.rest().get("/notifications/preferences").expect(200);
        assertThat(wanted.path("mutedChats").get(0).path("chatId").asString())
                .isEqualTo(chat.id().toString());
        bea.rest().put("/chats/" + chat.id() + "/mute", Map.of("muted", false)).expect(204);
        chat.say(ana.id(), "dos");
        bea.awaitOne(2);
        bea.rest()
                .put(
                        "/chats/" + chat.id() + "/mute",
                        Map.of(
                                "muted",
                                true,
                                "until",
                                Instant.now().plusSeconds(1).toString()))
                .expect(204);
        await().atMost(A_WHILE)
                .until(() -> bea.rest()
                        .get("/notifications/preferences")
                        .expect(200)
                        .path("mutedChats")
                        .isEmpty());
        chat.say(ana.id(), "tres");
        bea.awaitOne(3);
    }

    @Test
    void onlyParticipantsMayMuteAChat() {
        ChatLog chat = service.chat(ana.id(), bea.id());
        Person eva = Person.of(service, "eva");
        eva.rest().put("/chats/" + chat.id() + "/mute", Map.of("muted", true)).expectProblem(ErrorCode.CHAT_NOT_FOUND);
        eva.rest().put("/chats/" + Ids.next() + "/mute", Map.of("muted", true)).expectProblem(ErrorCode.CHAT_NOT_FOUND);
        assertThat(service.events(eva.id())).isEmpty();
    }

    @Test
    void aKindThatIsOffIsNotRaised() {
        Map<String, Object> off = Map.of(
                "kinds", List.of(Map.of("kind", "first_contact", "inApp", false, "push", true)), "hideSender", false);
        JsonNode wanted = bea.rest().put("/notifications/preferences", off).expect(200);
        assertThat(wanted.path("preferences").path("kinds").get(0).path("inApp").asBoolean())
                .isFalse();
        ChatLog chat = service.chat(ana.id(), bea.id());
        chat.say(ana.id(), "uno");
        await().atMost(A_WHILE).until(() -> bea.unreadMessages() == 1);
        assertThat(bea.unread()).isEmpty();
    }

    @Test
    void pagesHoldEachOnceUnreadFirst() {
        List<UUID> chats = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            ChatLog chat = service.chat(Person.of(service, "p").id(), bea.id());
            chat.say(Ids.next(), "hola");
            chats.add(chat.id());
            if (i % 3 == 0) {
                int open = i;
                bea.awaitUnread(all -> all.stream()
                        .anyMatch(n -> n.path("chatId")
                                .asString()
                                .equals(chats.get(open).toString())));
                chat.read(bea.id(), 1);
            }
        }
        bea.awaitUnread(all -> all.size() == 4);
        await().atMost(A_WHILE).until(() -> bea.page("?limit=100").path("items").size() == 7);
        List<JsonNode> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = bea.page("?limit=2" + cursor);
            page.path("items").forEach(seen::add);
            assertThat(page.path("unread").path("notifications").asLong()).isEqualTo(4);
            cursor = page.has("nextCursor")
                    ? "&cursor=" + page.path("nextCursor").asString()
                    : null;
        } while (cursor != null);
        assertThat(seen.stream().map(n -> n.has("readAt")).toList())
                .containsExactly(false, false, false, false, true, true, true);
        assertThat(new HashSet<>(seen.stream().map(n -> n.path("id").asString()).toList()))
                .hasSize(7);
    }

    @Test
    void badInputIsRefusedAsDocumented() {
        String thousand =
                IntStream.range(0, 1000).mapToObj(i -> Ids.next().toString()).collect(Collectors.joining(","));
        String many =
                IntStream.range(0, 101).mapToObj(i -> Ids.next().toString()).collect(Collectors.joining(","));
        bea.rest().delete("/notifications?ids=" + thousand).expectProblem(ErrorCode.INVALID_REQUEST);
        bea.rest().delete("/notifications?ids=" + many).expectProblem(ErrorCode.INVALID_REQUEST);
        bea.rest().delete("/notifications").expectProblem(ErrorCode.INVALID_REQUEST);
        bea.rest().delete("/notifications?ids=").expectProblem(ErrorCode.INVALID_REQUEST);
        bea.rest().delete("/notifications?ids=nope").expectProblem(ErrorCode.INVALID_ID);
        bea.rest().delete("/notifications?chatId=1-1-1-1-1").expectProblem(ErrorCode.INVALID_ID);
        bea.rest().delete("/notifications?upTo=yesterday").expectProblem(ErrorCode.INVALID_REQUEST);
        bea.rest()
                .delete("/notifications?chatId=" + Ids.next() + "&upTo=" + Instant.now())
                .expectProblem(ErrorCode.INVALID_REQUEST);
        bea.rest().get("/notifications?limit=0").expectProblem(ErrorCode.INVALID_REQUEST);
        bea.rest().get("/notifications?limit=101").expectProblem(ErrorCode.INVALID_REQUEST);
        bea.rest().get("/notifications?cursor=nonsense").expectProblem(ErrorCode.INVALID_CURSOR);
        bea.rest().put("/chats/" + Ids.next() + "/mute", Map.of()).expectProblem(ErrorCode.INVALID_REQUEST);
        bea.rest().put("/chats/nope/mute", Map.of("muted", true)).expectProblem(ErrorCode.INVALID_ID);
        for (String until : List.of("2020-01-01T00:00:00Z", "+10000-01-01T00:00:00Z", "+999999999-12-31T23:59:59Z")) {
            bea.rest()
                    .put("/chats/" + Ids.next() + "/mute", Map.of("muted", true, "until", until))
                    .expectProblem(ErrorCode.INVALID_REQUEST);
        }
        bea.rest().delete("/notifications?upTo=-0001-01-01T00:00:00Z").expectProblem(ErrorCode.INVALID_REQUEST);
        for (String body : List.of(
                "{\"kinds\":[{\"kind\":\"gossip\",\"inApp\":true,\"push\":true}],\"hideSender\":false}",
                "{\"kinds\":[null],\"hideSender\":false}",
                "{\"hideSender\":false}",
                "{\"kinds\":[],\"hideSender\":false,\"quietHours\":{\"from\":\"25:00\",\"to\":\"07:00\",\"zone\":\"UTC\"}}",
                "{\"kinds\":[],\"hideSender\":false,\"quietHours\":{\"from\":\"22:00\",\"to\":\"22:00\",\"zone\":\"UTC\"}}",
                "{\"kinds\":[],\"hideSender\":false,\"quietHours\":{\"from\":\"22:00\",\"to\":\"07:00\",\"zone\":\"Moon\"}}")) {
            bea.rest().put("/notifications/preferences", body).expectProblem(ErrorCode.INVALID_REQUEST);
        }
        bea.rest().put("/notifications/preferences", "{nope").expectProblem(ErrorCode.MALFORMED_JSON);
        assertThat(service.events(bea.id())).isEmpty();
    }

    @Test
    void onlyPublicAddressesAndValidKeysGetPushes() {
        String point = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
        String secret = "BTBZMqHH6r4Tts7J_aSIgg";
        for (String endpoint : List.of(
                "http://push.example.com/x",
                "https://127.0.0.1/x",
                "https://localhost/x",
                "https://169.254.169.254/latest/meta-data",
                "https://[::1]/x",
                "https://10.0.0.1/x",
                "https://kafka:9092/x",
                "ftp://push.example.com/x",
                "nonsense")) {
            bea.rest()
                    .post("/notifications/subscriptions", subscription(endpoint, point, secret))
                    .expectProblem(ErrorCode.INVALID_PUSH_ENDPOINT);
        }
        String endpoint = "https://push.example.com/x";
        for (List<String> keys : List.of(
                List.of("nonsense!", secret),
                List.of(secret, secret),
                List.of(point.replace('V', 'W'), secret),
                List.of(point, "nonsense!"),
                List.of(point, point))) {
            bea.rest()
                    .post("/notifications/subscriptions", subscription(endpoint, keys.get(0), keys.get(1)))
                    .expectProblem(ErrorCode.INVALID_PUSH_KEYS);
        }
        bea.rest()
                .post("/notifications/subscriptions", Map.of("endpoint", endpoint))
                .expectProblem(ErrorCode.INVALID_REQUEST);
        assertThat(service.events(bea.id())).isEmpty();
        bea.rest()
                .post("/notifications/subscriptions", subscription(endpoint, point, secret))
                .expect(201);
    }

    @Test
    void aDeviceBelongsToItsLastSubscriber() {
        String point = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
        Map<String, Object> device =
                subscription("https://push.example.com/shared-" + Ids.next(), point, "BTBZMqHH6r4Tts7J_aSIgg");
        Person eva = Person.of(service, "eva");
        bea.rest().post("/notifications/subscriptions", device).expect(201);
        eva.rest().post("/notifications/subscriptions", device).expect(201);
        await().atMost(A_WHILE)
                .until(() -> bea.rest()
                        .get("/notifications/subscriptions")
                        .expect(200)
                        .path("items")
                        .isEmpty());
        assertThat(eva.rest().get("/notifications/subscriptions").expect(200).path("items"))
                .hasSize(1);
        bea.rest().post("/notifications/subscriptions", device).expect(201);
        await().atMost(A_WHILE)
                .until(() -> eva.rest()
                        .get("/notifications/subscriptions")
                        .expect(200)
                        .path("items")
                        .isEmpty());
    }

    @Test
    void aHiddenChatCountsAndNotifiesNothingUntilAnotherWrites() {
        ChatLog chat = service.chat(ana.id(), bea.id());
        chat.say(ana.id(), "uno");
        chat.say(ana.id(), "dos");
        bea.awaitOne(2);
        chat.hide(bea.id());
        await().atMost(A_WHILE).until(() -> {
            JsonNode page = bea.rest().get("/notifications").expect(200);
            return page.path("items").isEmpty()
                    && page.path("unread").path("messages").asLong() == 0;
        });
        chat.say(ana.id(), "tres");
        bea.awaitOne(3);
        assertThat(bea.rest()
                        .get("/notifications")
                        .expect(200)
                        .path("unread")
                        .path("messages")
                        .asLong())
                .isEqualTo(3);
        chat.hide(bea.id());
        await().atMost(A_WHILE).until(() -> unreadOf(bea) == 0);
        chat.bringBack(bea.id(), "cuatro");
        await().atMost(A_WHILE).until(() -> unreadOf(bea) == 3);
    }

    private static long unreadOf(Person user) {
        return user.rest()
                .get("/notifications")
                .expect(200)
                .path("unread")
                .path("messages")
                .asLong();
    }

    private static Map<String, Object> subscription(String endpoint, String p256dh, String auth) {
        return Map.of("endpoint", endpoint, "keys", Map.of("p256dh", p256dh, "auth", auth));
    }

    @Test
    void nothingIsToBeHadWithoutAValidToken() {
        UUID chat = Ids.next();
        for (String path : List.of("/notifications", "/notifications/preferences", "/notifications/subscriptions")) {
            service.stranger().get(path).expectProblem(ErrorCode.TOKEN_MISSING);
            service.with(RunningNotificationService.issuer().forged(bea.id()))
                    .get(path)
                    .expectProblem(ErrorCode.TOKEN_INVALID);
            service.with(RunningNotificationService.issuer().expired(bea.id()))
                    .get(path)
                    .expectProblem(ErrorCode.TOKEN_EXPIRED);
        }
        service.stranger().delete("/notifications?chatId=" + chat).expectProblem(ErrorCode.TOKEN_MISSING);
        service.stranger()
                .put("/chats/" + chat + "/mute", Map.of("muted", true))
                .expectProblem(ErrorCode.TOKEN_MISSING);
        service.stranger().put("/notifications/preferences", Map.of()).expectProblem(ErrorCode.TOKEN_MISSING);
        service.stranger().post("/notifications/subscriptions", Map.of()).expectProblem(ErrorCode.TOKEN_MISSING);
        service.stranger().delete("/notifications/subscriptions/" + chat).expectProblem(ErrorCode.TOKEN_MISSING);
    }

    @Test
    void theDocumentedMetricsExist() {
        ChatLog chat = service.chat(ana.id(), bea.id());
        chat.say(ana.id(), "uno");
        bea.awaitOne(1);
        chat.read(bea.id(), 1);
        bea.awaitNone();
        String scrape = new String(
                service.stranger().get("/actuator/prometheus").response().body(), StandardCharsets.UTF_8);
        assertThat(scrape)
                .containsPattern("livemarket_notifications_raised_total\\{[^}]*kind=\"first_contact\"")
                .containsPattern("livemarket_notifications_cleared_total\\{[^}]*reason=\"read\"")
                .contains("livemarket_notifications_lag_seconds");
        assertThat(scrape)
                .as("and not whom it is about")
                .doesNotContain(bea.id().toString());
    }

    @Test
    void anEventsAudienceIsItsUserAlone() {
        ChatLog chat = service.chat(ana.id(), bea.id());
        chat.say(ana.id(), "uno");
        bea.awaitOne(1);
        chat.read(bea.id(), 1);
        bea.awaitNone();
        assertThat(service.events(bea.id()))
                .satisfiesExactly(
                        raised -> assertThat(raised).isInstanceOf(NotificationRaised.class),
                        cleared -> assertThat(cleared).isInstanceOf(NotificationsCleared.class));
        assertThat(service.records(Topics.NOTIFICATIONS_EVENTS.name()))
                .filteredOn(r -> bea.id().toString().equals(r.key()))
                .allSatisfy(r -> assertThat(
                                new String(r.headers().lastHeader("lm_audience").value()))
                        .isEqualTo(bea.id().toString()));
    }
}
