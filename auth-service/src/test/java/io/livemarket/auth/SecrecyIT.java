package io.livemarket.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.auth.RunningAuth.Reply;
import io.livemarket.auth.view.AccountView;
import io.livemarket.auth.view.KeyView;
import io.livemarket.embedded.EmbeddedStack;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Private values are in no topic, no response to other users and no log. */
@ExtendWith(OutputCaptureExtension.class)
class SecrecyIT {

    private static final String PASSWORD = "vela-grue-88-tan";

    private final String name = RunningAuth.uniqueName();
    private final String email = "mail-of-" + name + "@secret.example";
    private final List<String> answers = new ArrayList<>();
    private final Set<String> secrets = new HashSet<>();

    @Test
    void noAddressPasswordHashTokenOrKeyIsReadableOutside(CapturedOutput output) {
        try (RunningAuth auth = RunningAuth.start(
                "secret",
                "--logging.level.io.livemarket=trace",
                "--logging.level.org.springframework.web=debug",
                "--logging.level.org.springframework.security=debug")) {
            everyFlowAndItsFailures(auth);
            String hash =
                    auth.bean(AccountView.class).byUsername(name).orElseThrow().passwordHash();
            assertThat(hash).startsWith("$argon2id$");
            String privateKey = auth.bean(KeyView.class)
                    .signingAt(java.time.Instant.now())
                    .orElseThrow()
                    .getD()
                    .toString();

            assertThat(answers)
                    .noneMatch(answer ->
                            answer.contains("argon2") || answer.contains(PASSWORD) || answer.contains(privateKey));
            secrets.addAll(List.of(email, email.toUpperCase(java.util.Locale.ROOT), PASSWORD, hash, privateKey));
            assertThat(output.getAll()).as("the log").contains("auth-service");
            assertThat(secrets).as("in the log").noneMatch(output.getAll()::contains);
        }
        List<ConsumerRecord<byte[], byte[]>> records = everythingInKafka();
        assertThat(records)
                .extracting(ConsumerRecord::topic)
                .contains(
                        "livemarket.auth.commands.v1",
                        "livemarket.auth.credentials.v1",
                        "livemarket.auth.keys.v1",
                        "livemarket.users.events.v1",
                        "livemarket.auth.journal.v1",
                        "livemarket.auth.mails.v1");
        for (ConsumerRecord<byte[], byte[]> record : records) {
            String shown = text(record.key())
                    + text(record.value())
                    + Arrays.stream(record.headers().toArray())
                            .map(header -> text(header.value()))
                            .toList();
            assertThat(secrets).as(record.topic()).noneMatch(shown::contains);
            assertThat(shown).as(record.topic()).doesNotContain("$argon2");
        }
    }

    private void everyFlowAndItsFailures(RunningAuth auth) {
        Map<String, String> registration = Map.of("username", name, "email", email, "password", PASSWORD);
        auth.post("/auth/register", registration, "Idempotency-Key", "key-" + name);
        answer(auth.post("/auth/register", registration));
        answer(auth.post(
                "/auth/register", Map.of("username", name, "email", email, "password", PASSWORD.substring(0, 4))));
        answer(auth.post("/auth/register", "{\"email\":\"" + email + "\",\"password\":\"" + PASSWORD + "\""));
        answer(auth.post("/auth/register", "{\"email\":[\"" + email + "\"],\"password\":\"" + PASSWORD + "\"}"));
        answer(auth.login(name, PASSWORD + "x"));
        answer(auth.post("/auth/login", Map.of("email", "nobody-" + email, "password", PASSWORD)));
        keepMailed(auth, "verify");
        auth.post("/auth/password-resets", Map.of("username", name));
        auth.post("/auth/password-resets", Map.of("email", email));
        String resetToken = keepMailed(auth, "reset");
        answer(auth.put(
                "/auth/password-resets", null, Map.of("token", resetToken, "password", PASSWORD.substring(0, 4))));
        answer(auth.put("/auth/password-resets", null, Map.of("token", resetToken + "x", "password", PASSWORD)));
        answer(auth.put("/auth/email-verifications", null, Map.of("token", resetToken)));
        answer(auth.put("/auth/password-resets", null, Map.of("token", resetToken, "password", PASSWORD)));
        Reply session = auth.login(name, PASSWORD);
        keep(session);
        Reply renewed = auth.refresh(session.body().path("refreshToken").asString());
        keep(renewed);
        String token = renewed.body().path("token").asString();
        auth.put("/users/" + renewed.body().path("user").path("id").asString(), token, Map.of("email", "new-" + email));
        answer(auth.get("/users/me", token + "x"));
        answer(auth.put(
                "/users/" + renewed.body().path("user").path("id").asString() + "/password",
                token,
                Map.of("currentPassword", PASSWORD, "newPassword", PASSWORD.substring(0, 4))));
        auth.put(
                "/users/" + renewed.body().path("user").path("id").asString() + "/password",
                token,
                Map.of("currentPassword", PASSWORD, "newPassword", PASSWORD + "-" + PASSWORD));
        keep(auth.refresh(renewed.body().path("refreshToken").asString()));
        answer(auth.refresh(session.body().path("refreshToken").asString()));
        answer(auth.post(
                "/auth/logout",
                Map.of("refreshToken", renewed.body().path("refreshToken").asString())));
        auth.register(name + "b");
        String stranger = auth.login(name + "b").body().path("token").asString();
        answer(auth.get("/users/" + session.body().path("user").path("id").asString(), stranger));
        answer(auth.get("/users?search=" + name, stranger));
        answer(auth.get("/actuator/health", null));
        answer(auth.get("/actuator/prometheus", null));
        assertThat(answers).as("answers to others, and refusals").noneMatch(answer -> answer.contains(email));
    }

    private void answer(Reply reply) {
        answers.add(reply.text() + reply.headers().map());
    }

    private String keepMailed(RunningAuth auth, String page) {
        String token = auth.mailedToken(email, page);
        secrets.add(token.substring(token.indexOf('.') + 1));
        return token;
    }

    private void keep(Reply session) {
        secrets.add(session.body().path("token").asString());
        String refreshToken = session.body().path("refreshToken").asString();
        secrets.add(refreshToken.substring(refreshToken.indexOf('.') + 1));
    }

    private static List<ConsumerRecord<byte[], byte[]>> everythingInKafka() {
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", EmbeddedStack.shared().bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.listTopics().entrySet().stream()
                    .filter(topic -> !topic.getKey().startsWith("__"))
                    .flatMap(topic -> topic.getValue().stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(all::add);
            }
        }
        return all;
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
