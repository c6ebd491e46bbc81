package io.livemarket.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.Topics;
import io.livemarket.testkit.running.RestClient;
import io.livemarket.testkit.running.TokenIssuer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** The status and the dead letters of the service, which only operators may read. */
@ExtendWith(OutputCaptureExtension.class)
class OperatorsIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String LETTERS = "/admin/dead-letters";
    private static final String PRIVATE = "see you at the market hall";

    private final RunningChatService service = RunningChatService.shared();
    private final UUID operatorId = UUID.randomUUID();
    private final RestClient operator = as("user", "operator");

    private RestClient as(String... roles) {
        return service.with(RunningChatService.issuer()
                .signed(TokenIssuer.claims(operatorId)
                        .claim("roles", List.of(roles))
                        .build()));
    }

    /** A command of a type that no version knows, with a message in it. */
    private JsonNode poisoned() {
        String key = UUID.randomUUID().toString();
        ProducerRecord<String, byte[]> command = new ProducerRecord<>(
                Topics.CHAT_COMMANDS.name(),
                key,
                ("{\"content\":\"" + PRIVATE + "\"}").getBytes(StandardCharsets.UTF_8));
        Envelope.put(command.headers(), Envelope.TYPE, "chat.sing-a-song.v1");
        service.write(command);
        await().atMost(LIMIT).untilAsserted(() -> assertThat(letterOf(key)).isNotNull());
        return letterOf(key);
    }

    private JsonNode letterOf(String key) {
        return operator.get(LETTERS + "?state=all&limit=1000")
                .expect(200)
                .path("items")
                .valueStream()
                .filter(letter -> letter.at("/record/key").asString("").equals(key))
                .findFirst()
                .orElse(null);
    }

    private static String path(JsonNode letter) {
        JsonNode place = letter.path("place");
        return LETTERS + "/" + place.path("topic").asString() + "/"
                + place.path("partition").asInt() + "/" + place.path("offset").asLong();
    }

    @Test
    void onlyOperatorsAreAnswered() {
        String letter = path(poisoned());
        for (RestClient other : List.of(as("user"), as("user", "moderator"), as())) {
            other.get("/admin/instance").expectProblem(ErrorCode.FORBIDDEN);
            other.get(LETTERS).expectProblem(ErrorCode.FORBIDDEN);
            other.get(letter).expectProblem(ErrorCode.FORBIDDEN);
            other.post(letter + "/replay", Map.of()).expectProblem(ErrorCode.FORBIDDEN);
            other.post(letter + "/drop", Map.of()).expectProblem(ErrorCode.FORBIDDEN);
        }
        RestClient stranger = service.stranger();
        stranger.get("/admin/instance").expectProblem(ErrorCode.TOKEN_MISSING);
        stranger.get(letter).expectProblem(ErrorCode.TOKEN_MISSING);
        stranger.post(letter + "/replay", Map.of()).expectProblem(ErrorCode.TOKEN_MISSING);
        assertThat(operator.get(letter).expect(200).at("/letter/handling/state").asString())
                .isEqualTo("open");
    }

    @Test
    void anInstanceShowsItsPartsLagAndRates() {
        poisoned(); // A client that has fetched nothing for a while shows no lag.
        await().atMost(LIMIT).untilAsserted(() -> {
            JsonNode status = operator.get("/admin/instance").expect(200);
            assertThat(status.path("service").asString()).isEqualTo("chat-service");
            assertThat(status.path("health").asString()).isEqualTo("UP");
            assertThat(status.at("/parts/mongo/health").asString()).isEqualTo("UP");
            assertThat(status.path("lag").isEmpty()).isFalse();
            assertThat(status.at("/figures/perSecond").has("commandsDecided")).isTrue();
            assertThat(status.has("connections")).isFalse();
        });
    }

    @Test
    void readingADeadLetterIsAuditedWithoutItsContent(CapturedOutput log) {
        JsonNode letter = poisoned();
        assertThat(letter.at("/origin/source/topic").asString()).isEqualTo(Topics.CHAT_COMMANDS.name());
        assertThat(letter.at("/origin/consumer").asString()).startsWith("chat-service.");
        assertThat(letter.at("/record/type").asString()).isEqualTo("chat.sing-a-song.v1");
        assertThat(letter.toString()).doesNotContain(PRIVATE);

        assertThat(operator.get(path(letter)).expect(200).path("value").asString())
                .contains(PRIVATE);
        operator.post(path(letter) + "/drop", Map.of()).expect(200);
        assertThat(log.getOut())
                .containsPattern("Operator " + operatorId
                        + " is shown the content of dead letter livemarket.chat.commands.v1.dlt-\\d+@\\d+")
                .containsPattern("Operator " + operatorId + " asked for dead letter \\S+ to be dropped")
                .doesNotContain(PRIVATE);
    }

    @Test
    void aReplayThatFailsIsANewDeadLetter() {
        JsonNode letter = poisoned();
        JsonNode replayed = operator.post(path(letter) + "/replay", Map.of()).expect(200);
        assertThat(replayed.at("/handling/state").asString()).isEqualTo("replayed");
        assertThat(replayed.at("/handling/by").asString()).isEqualTo(operatorId.toString());
        assertThat(operator.post(path(letter) + "/replay", Map.of()).expect(200))
                .isEqualTo(replayed);
        operator.post(path(letter) + "/drop", Map.of()).expectProblem(ErrorCode.DEAD_LETTER_HANDLED);

        String key = letter.at("/record/key").asString();
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(operator.get(LETTERS + "?limit=1000")
                                .expect(200)
                                .path("items")
                                .valueStream()
                                .filter(open ->
                                        open.at("/record/key").asString("").equals(key)))
                        .singleElement()
                        .satisfies(other -> assertThat(other.path("place")).isNotEqualTo(letter.path("place"))));
    }

    @Test
    void aBadRequestIsRefusedWithItsCode() {
        operator.get(LETTERS + "?state=lost").expectProblem(ErrorCode.INVALID_REQUEST);
        operator.get(LETTERS + "?limit=0").expectProblem(ErrorCode.INVALID_REQUEST);
        operator.get(LETTERS + "/livemarket.chat.commands.v1.dlt/x/1").expectProblem(ErrorCode.INVALID_REQUEST);
        for (String none : List.of(
                "/livemarket.chat.commands.v1.dlt/0/99999999",
                "/livemarket.chat.commands.v1.dlt/77/0",
                "/livemarket.chat.commands.v1/0/0",
                "/livemarket.files.commands.v1.dlt/0/0")) {
            operator.get(LETTERS + none).expectProblem(ErrorCode.DEAD_LETTER_NOT_FOUND);
            operator.post(LETTERS + none + "/replay", Map.of()).expectProblem(ErrorCode.DEAD_LETTER_NOT_FOUND);
            operator.post(LETTERS + none + "/drop", Map.of()).expectProblem(ErrorCode.DEAD_LETTER_NOT_FOUND);
        }
    }
}
