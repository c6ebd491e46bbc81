package io.livemarket.gateway.config;

import io.livemarket.kit.config.ProductionRule;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The production rules of gateway-service: allowed origins, proxies in front, and addresses of the services. */
public final class GatewayProductionRules implements ProductionRule {

    @Override
    public void check(String service, UnaryOperator<String> settings, Consumer<String> problems) {
        if (!service.equals("gateway-service")) {
            return;
        }
        if (settings.apply("livemarket.gateway.allowed-origins").contains("*")) {
            problems.accept(
                    "livemarket.gateway.allowed-origins must name the pages' origins: every page may call with \"*\"");
        }
        if (settings.apply("livemarket.gateway.forwarded-hops").equals("0")) {
            problems.accept(
                    "livemarket.gateway.forwarded-hops must be the number of proxies in front, at least the one that ends TLS: "
                            + "all clients are counted as one address otherwise");
        }
        for (ServiceName each : ServiceName.values()) {
            String name = "livemarket.gateway.services." + each.name().toLowerCase(Locale.ROOT);
            if (ProductionRule.isLocal(settings.apply(name))) {
                problems.accept(name + " must be given: the default is this machine");
            }
        }
    }
}
