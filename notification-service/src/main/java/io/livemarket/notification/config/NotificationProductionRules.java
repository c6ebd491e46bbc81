package io.livemarket.notification.config;

import io.livemarket.kit.config.ProductionRule;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The rules of a production installation for notification-service: VAPID keys that all instances share, a contact that
 * exists, and https endpoints only.
 */
public final class NotificationProductionRules implements ProductionRule {

    @Override
    public void check(String service, UnaryOperator<String> settings, Consumer<String> problems) {
        if (!service.equals("notification-service")) {
            return;
        }
        if (settings.apply("livemarket.notification.push.public-key").isEmpty()
                || settings.apply("livemarket.notification.push.private-key").isEmpty()) {
            problems.accept(
                    "livemarket.notification.push.public-key and private-key must be given: a keys-file is made by each instance "
                            + "for itself, and devices subscribe to one key");
        }
        if (settings.apply("livemarket.notification.push.subject").endsWith(".invalid")) {
            problems.accept("livemarket.notification.push.subject must be a contact of yours, mailto: or https:");
        }
        if (settings.apply("livemarket.notification.push.insecure-endpoints").equals("true")) {
            problems.accept("livemarket.notification.push.insecure-endpoints must be false");
        }
        if (settings.apply("livemarket.notification.webhooks.insecure-endpoints")
                .equals("true")) {
            problems.accept("livemarket.notification.webhooks.insecure-endpoints must be false");
        }
    }
}
