package io.livemarket.auth.config;

import io.livemarket.kit.config.ProductionRule;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** auth-service's own: which proxies are believed about clients' addresses, and which accounts have roles. */
public final class AuthProductionRules implements ProductionRule {

    private static final String LOOPBACK = "127.0.0.0/8,::1";

    @Override
    public void check(String service, UnaryOperator<String> settings, Consumer<String> problems) {
        if (!service.equals("auth-service")) {
            return;
        }
        if (settings.apply("livemarket.accounts.limits.trusted-proxies").equals(LOOPBACK)) {
            problems.accept("livemarket.accounts.limits.trusted-proxies must name the gateways' addresses: "
                    + "all clients are counted as one address otherwise");
        }
        for (String role : List.of("moderators", "operators")) {
            if (!settings.apply("livemarket.accounts.bootstrap-" + role).isEmpty()) {
                problems.accept("livemarket.accounts.bootstrap-" + role + " must be empty: a name can be taken by another user; "
                        + "list ids in livemarket.accounts." + role);
            }
        }
    }
}
