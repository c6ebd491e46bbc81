package io.livemarket.notification.webhooks.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.notification.webhooks.domain.WebhookCommand.Change;
import io.livemarket.notification.webhooks.domain.WebhookCommand.Create;
import io.livemarket.notification.webhooks.domain.WebhookCommand.Delete;
import io.livemarket.notification.webhooks.domain.WebhookCommand.Disable;
import io.livemarket.notification.webhooks.domain.WebhookCommand.Reseal;
import io.livemarket.notification.webhooks.domain.WebhookCommand.Rotate;
import io.livemarket.notification.webhooks.domain.WebhookCommand.Wanted;
import io.livemarket.notification.webhooks.domain.WebhookDecision.Deleted;
import io.livemarket.notification.webhooks.domain.WebhookDecision.Kept;
import io.livemarket.notification.webhooks.domain.WebhookDecision.Rejected;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WebhookDeciderTest {

    private static final Instant T0 = Instant.parse("2026-11-30T10:00:00Z");
    private static final UUID ID = new UUID(0, 1);
    private static final UUID OTHER = new UUID(0, 2);

    private final Map<UUID, WebhookEndpoint> endpoints = new HashMap<>();

    private WebhookDecision decide(WebhookCommand command) {
        WebhookDecision decision = WebhookDecider.decide(endpoints, command, 2);
        if (decision instanceof Kept(WebhookEndpoint endpoint)) {
            endpoints.put(endpoint.id(), endpoint);
        }
        return decision;
    }

    private static WebhookSecret secret(String value, long seconds) {
        return new WebhookSecret(value, T0.plusSeconds(seconds), null);
    }

    private static Wanted wanted(String... topics) {
        return new Wanted("https://shop.example/hook", null, List.of("chat.message-sent.v1"), Set.of(topics));
    }

    private void create(UUID id) {
        decide(new Create(id, wanted("chat"), secret("one", 0)));
    }

    private WebhookEndpoint endpoint() {
        return endpoints.get(ID);
    }

    @Test
    void aNewEndpointGetsTheEventsFromItsCreationOn() {
        create(ID);
        assertThat(endpoint().enabled()).isTrue();
        assertThat(endpoint().target().since()).isEqualTo(Map.of("chat", T0));
        assertThat(endpoint().secretsAt(T0)).containsExactly(secret("one", 0));
    }

    @Test
    void thereAreNoMoreEndpointsThanTheLimit() {
        create(ID);
        create(OTHER);
        assertThat(decide(new Create(new UUID(0, 3), wanted("chat"), secret("x", 0))))
                .isEqualTo(new Rejected(ErrorCode.TOO_MANY_WEBHOOKS));
    }

    @Test
    void aTopicThatIsAddedBeginsWhenItIsAdded() {
        create(ID);
        Instant later = T0.plusSeconds(60);
        decide(new Change(ID, wanted("chat", "users"), null, later));
        assertThat(endpoint().target().since()).isEqualTo(Map.of("chat", T0, "users", later));
        decide(new Change(ID, wanted("users"), null, later));
        Instant last = later.plusSeconds(60);
        decide(new Change(ID, wanted("chat", "users"), null, last));
        assertThat(endpoint().target().since()).isEqualTo(Map.of("chat", last, "users", later));
    }

    @Test
    void twoSecretsAreValidAtOnceAndNoThird() {
        create(ID);
        decide(new Rotate(ID, secret("two", 10), Duration.ofHours(1)));
        assertThat(endpoint().secretsAt(T0.plusSeconds(11)))
                .extracting(WebhookSecret::value)
                .containsExactly("two", "one");
        decide(new Rotate(ID, secret("three", 20), Duration.ofHours(1)));
        assertThat(endpoint().secretsAt(T0.plusSeconds(21)))
                .extracting(WebhookSecret::value)
                .containsExactly("three", "two");
        assertThat(endpoint().secretsAt(T0.plusSeconds(20 + 3_600)))
                .extracting(WebhookSecret::value)
                .containsExactly("three");
    }

    @Test
    void anEndpointIsDisabledAndEnabledAgain() {
        create(ID);
        decide(new Disable(ID, DisabledReason.GONE, T0.plusSeconds(1)));
        assertThat(endpoint().disabled()).isEqualTo(DisabledReason.GONE);
        decide(new Change(ID, wanted("chat"), null, T0.plusSeconds(2)));
        decide(new Change(ID, wanted("chat"), false, T0.plusSeconds(2)));
        decide(new Disable(ID, DisabledReason.DEAD_LETTERS, T0.plusSeconds(3)));
        assertThat(endpoint().disabled()).isEqualTo(DisabledReason.GONE);
        decide(new Change(ID, wanted("chat"), true, T0.plusSeconds(4)));
        assertThat(endpoint().enabled()).isTrue();
        decide(new Change(ID, wanted("chat"), false, T0.plusSeconds(5)));
        assertThat(endpoint().disabled()).isEqualTo(DisabledReason.REQUESTED);
    }

    @Test
    void resealingChangesNothing() {
        create(ID);
        assertThat(decide(new Reseal(ID, T0.plusSeconds(9)))).isEqualTo(new Kept(endpoint()));
    }

    @Test
    void anUnknownEndpointIsRefusedAndItsDeletionDone() {
        for (WebhookCommand command : List.of(
                new Change(ID, wanted("chat"), true, T0),
                new Rotate(ID, secret("two", 0), Duration.ZERO),
                new Disable(ID, DisabledReason.GONE, T0),
                new Reseal(ID, T0))) {
            assertThat(decide(command)).isEqualTo(new Rejected(ErrorCode.WEBHOOK_NOT_FOUND));
        }
        assertThat(decide(new Delete(ID, T0))).isEqualTo(new Deleted());
    }

    @Test
    void noTextHasAnAddressOrSecret() {
        create(ID);
        assertThat(endpoint().toString()).doesNotContain("shop.example", "one");
        assertThat(wanted("chat").toString()).doesNotContain("shop.example");
    }
}
