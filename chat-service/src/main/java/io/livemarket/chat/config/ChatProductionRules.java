package io.livemarket.chat.config;

import io.livemarket.kit.config.ProductionRule;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The rule of a production installation for chat-service: messages go to the hook over TLS. */
public final class ChatProductionRules implements ProductionRule {

    @Override
    public void check(String service, UnaryOperator<String> settings, Consumer<String> problems) {
        if (service.equals("chat-service")
                && settings.apply("livemarket.chat.pre-send.url").startsWith("http:")) {
            problems.accept("livemarket.chat.pre-send.url must be https: messages would go in plain text");
        }
    }
}
