package io.livemarket.auth.config;

import io.livemarket.auth.crypto.MasterKey;
import io.livemarket.auth.crypto.MasterKeyException;
import io.livemarket.kit.config.ProductionRule;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** auth-service's own: the master key, which proxies are believed about clients' addresses, and which accounts have roles. */
public final class AuthProductionRules implements ProductionRule {

    private static final String LOOPBACK = "127.0.0.0/8,::1";

    @Override
    public void check(String service, UnaryOperator<String> settings, Consumer<String> problems) {
        if (!service.equals("auth-service")) {
            return;
        }
        checkMasterKeys(settings, problems);
        String proxies = settings.apply("livemarket.accounts.limits.trusted-proxies");
        if (proxies.contains("/0")) {
            problems.accept("livemarket.accounts.limits.trusted-proxies must name the gateways' addresses: "
                    + "with /0 every client is believed about its address");
        }
        if (proxies.equals(LOOPBACK)) {
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

    private static void checkMasterKeys(UnaryOperator<String> settings, Consumer<String> problems) {
        try {
            MasterKey.parse(settings.apply("livemarket.auth.master-key"));
            String accepted = settings.apply("livemarket.auth.accepted-master-keys");
            for (String key : accepted.isEmpty() ? new String[0] : accepted.split(",")) {
                MasterKey.parse("livemarket.auth.accepted-master-keys", key);
            }
        } catch (MasterKeyException e) {
            problems.accept(e.getMessage());
        }
    }
}
