package io.livemarket.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.auth.RunningAuth.Reply;
import io.livemarket.auth.kafka.AuthTopics;
import io.livemarket.auth.view.KeyView;
import io.livemarket.embedded.EmbeddedKafka;
import io.livemarket.embedded.OnEmbeddedParts;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * auth-service on another cluster, where its topics were written from a copy: other topic ids, no groups, no local
 * state.
 */
@OnEmbeddedParts("starts a broker for each test, to copy one into another")
class RestoreIT {

    private static final String WRITER = "auth-service.writer.v1";
    private static final String KEY = "key-of-first";
    /**
     * Those since the first refresh: the retention of the others has passed, so that deciding these again would show.
     */
    private static final int COMMANDS_KEPT = 3;

    private static String first;
    private static String firstId;
    private static String spent;
    private static String newest;
    private static String ended;
    private static UUID signingKey;
    private static ClusterCopy copy;

    @BeforeAll
    static void use() {
        try (EmbeddedKafka kafka = EmbeddedKafka.builder().start();
                RunningAuth auth = start(kafka, "before")) {
            first = RunningAuth.uniqueName();
            firstId = register(auth, first, KEY).body().path("id").asString();
            spent = auth.login(first).body().path("refreshToken").asString();
            newest = auth.refresh(spent).body().path("refreshToken").asString();
            ended = auth.login(first).body().path("refreshToken").asString();
            assertThat(auth.post("/auth/logout", Map.of("refreshToken", ended)).status())
                    .isLessThan(300);
            signingKey = auth.bean(KeyView.class).newest().orElseThrow().keyId();
            copy = ClusterCopy.of(kafka).withLast(AuthTopics.COMMANDS, COMMANDS_KEPT);
        }
    }

    private static RunningAuth start(EmbeddedKafka kafka, String instance, String... settings) {
        String[] all = java.util.Arrays.copyOf(settings, settings.length + 2);
        all[settings.length] = "--livemarket.kafka.bootstrap-servers=" + kafka.bootstrapServers();
        all[settings.length + 1] = "--livemarket.mongodb.prefix=" + instance + RunningAuth.uniqueName();
        return RunningAuth.start(instance, all);
    }

    private static Reply register(RunningAuth auth, String name, String key) {
        return auth.post("/auth/register", RunningAuth.registration(name), "Idempotency-Key", key);
    }

    @Test
    void restoringTheTopicsRestoresAccountsSessionsAndKeys() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.builder().start()) {
            copy.writeTo(kafka);
            try (RunningAuth auth = start(kafka, "restored")) {
                assertGoesOn(auth);
            }
        }
    }

    @Test
    void theLogOfTheFormerVersionIsMigratedOnce() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.builder().start()) {
            copy.with(RestoreIT::asTheVersionBeforeWroteIt).writeTo(kafka);
            ClusterCopy.commit(kafka, WRITER, AuthTopics.COMMANDS.name(), COMMANDS_KEPT);
            String endedAfterwards;
            try (RunningAuth auth = start(kafka, "upgraded")) {
                endedAfterwards = assertGoesOn(auth);
                auth.post("/auth/logout", Map.of("refreshToken", endedAfterwards));
            }
            try (RunningAuth auth = start(kafka, "again")) {
                assertThat(auth.refresh(endedAfterwards).code()).isEqualTo("refresh_token_invalid");
                assertThat(auth.login(first).status()).isEqualTo(200);
            }
        }
    }

    /**
     * Kafka Streams' changelogs in place of the journal, with the same sealed values; no positions; answers were in the
     * log.
     */
    private static ProducerRecord<String, byte[]> asTheVersionBeforeWroteIt(ProducerRecord<String, byte[]> record) {
        if (record.topic().equals(AuthTopics.CREDENTIALS.name())) {
            return new ProducerRecord<>(record.topic(), 0, record.timestamp(), record.key(), record.value());
        }
        if (!record.topic().equals(AuthTopics.JOURNAL.name())) {
            return record;
        }
        String[] parts = record.key().split(":", 2);
        String store = switch (parts[0]) {
            case "family" -> "families";
            case "registration" -> "registrations";
            default -> null;
        };
        return store == null
                ? null
                : new ProducerRecord<>(
                        WRITER + "-" + store + "-changelog", 0, record.timestamp(), parts[1], record.value());
    }

    /** Returns a refresh token that is good, of a family that went on. */
    private static String assertGoesOn(RunningAuth auth) {
        assertThat(auth.bean(KeyView.class).newest().orElseThrow().keyId()).isEqualTo(signingKey);
        assertThat(auth.register(first).code()).isEqualTo("username_taken");
        assertThat(register(auth, first, KEY).body().path("id").asString()).isEqualTo(firstId);
        Reply session = auth.login(first);
        assertThat(session.status()).as(session.text()).isEqualTo(200);
        assertThat(auth.refresh(ended).code()).isEqualTo("refresh_token_invalid");
        Reply renewed = auth.refresh(newest);
        assertThat(renewed.status()).as(renewed.text()).isEqualTo(200);
        assertThat(auth.refresh(spent).code()).isEqualTo("refresh_token_reused");
        assertThat(auth.refresh(renewed.body().path("refreshToken").asString()).code())
                .isEqualTo("refresh_token_reused");
        return session.body().path("refreshToken").asString();
    }

    @Test
    void withAnotherMasterKeyTheEngineFailsWithTheReason() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.builder().start()) {
            copy.writeTo(kafka);
            try (RunningAuth auth = RunningAuth.startUnready(
                    "other-key",
                    "--livemarket.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                    "--livemarket.auth.master-key=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
                    "--management.endpoint.health.show-details=always")) {
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> assertThat(auth.get("/actuator/health/readiness", null)
                                        .body()
                                        .path("components")
                                        .path("authWriter")
                                        .toString())
                                .contains("DOWN")
                                .contains("another livemarket.auth.master-key"));
            }
            ClusterCopy after = ClusterCopy.of(kafka);
            assertThat(after.count(AuthTopics.CREDENTIALS)).isEqualTo(copy.count(AuthTopics.CREDENTIALS));
            assertThat(after.count(AuthTopics.DEAD_LETTERS)).isZero();
        }
    }
}
