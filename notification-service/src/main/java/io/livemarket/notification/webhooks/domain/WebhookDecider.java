package io.livemarket.notification.webhooks.domain;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.notification.webhooks.domain.WebhookCommand.Change;
import io.livemarket.notification.webhooks.domain.WebhookCommand.Create;
import io.livemarket.notification.webhooks.domain.WebhookCommand.Delete;
import io.livemarket.notification.webhooks.domain.WebhookCommand.Disable;
import io.livemarket.notification.webhooks.domain.WebhookCommand.Reseal;
import io.livemarket.notification.webhooks.domain.WebhookCommand.Rotate;
import io.livemarket.notification.webhooks.domain.WebhookDecision.Deleted;
import io.livemarket.notification.webhooks.domain.WebhookDecision.Kept;
import io.livemarket.notification.webhooks.domain.WebhookDecision.Rejected;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Decides changes of endpoints, on the endpoints after all earlier changes. */
public final class WebhookDecider {

    private WebhookDecider() {}

    /**
     * Decides a command.
     *
     * @param most the most endpoints
     */
    public static WebhookDecision decide(Map<UUID, WebhookEndpoint> endpoints, WebhookCommand command, int most) {
        WebhookEndpoint known = endpoints.get(command.id());
        return switch (command) {
            case Create create ->
                endpoints.size() >= most ? new Rejected(ErrorCode.TOO_MANY_WEBHOOKS) : new Kept(created(create));
            case Change change -> changed(known, endpoint -> change(endpoint, change));
            case Rotate rotate -> changed(known, endpoint -> rotate(endpoint, rotate));
            case Disable disable -> changed(known, endpoint -> disable(endpoint, disable));
            case Reseal _ -> changed(known, endpoint -> endpoint);
            case Delete _ -> new Deleted();
        };
    }

    private static WebhookDecision changed(
            @Nullable WebhookEndpoint known, Function<WebhookEndpoint, WebhookEndpoint> change) {
        return known == null ? new Rejected(ErrorCode.WEBHOOK_NOT_FOUND) : new Kept(change.apply(known));
    }

    private static WebhookEndpoint created(Create create) {
        return new WebhookEndpoint(
                create.id(),
                WebhookTarget.of(create.wanted(), Map.of(), create.at()),
                List.of(create.secret()),
                null,
                create.at(),
                create.at());
    }

    private static WebhookEndpoint change(WebhookEndpoint endpoint, Change change) {
        WebhookTarget target =
                WebhookTarget.of(change.wanted(), endpoint.target().since(), change.at());
        return endpoint.with(target, reason(endpoint, change.enabled()), change.at());
    }

    /** An endpoint that its answers disabled keeps this reason where a request disables it too. */
    private static @Nullable DisabledReason reason(WebhookEndpoint endpoint, @Nullable Boolean enabled) {
        if (enabled == null) {
            return endpoint.disabled();
        }
        return enabled ? null : Objects.requireNonNullElse(endpoint.disabled(), DisabledReason.REQUESTED);
    }

    /** Two secrets are valid at most: the one before the former ends at once. */
    private static WebhookEndpoint rotate(WebhookEndpoint endpoint, Rotate rotate) {
        WebhookSecret former = endpoint.secrets().getFirst().until(rotate.at().plus(rotate.overlap()));
        return endpoint.with(List.of(rotate.secret(), former), rotate.at());
    }

    private static WebhookEndpoint disable(WebhookEndpoint endpoint, Disable disable) {
        return endpoint.enabled() ? endpoint.with(endpoint.target(), disable.reason(), disable.at()) : endpoint;
    }
}
