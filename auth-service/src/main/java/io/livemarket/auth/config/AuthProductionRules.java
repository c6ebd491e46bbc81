package io.livemarket.auth.config;

import io.livemarket.auth.crypto.MasterKey;
import io.livemarket.auth.crypto.MasterKeyException;
import io.livemarket.kit.config.ProductionRule;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The rules of a production installation for auth-service: the master key, the proxies whose headers are believed,
 * mail, and the accounts with roles.
 */
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
        checkMail(settings, problems);
        for (String role : List.of("moderators", "operators")) {
            if (!settings.apply("livemarket.accounts.bootstrap-" + role).isEmpty()) {
                problems.accept("livemarket.accounts.bootstrap-" + role
                        + " must be empty: a name can be taken by another user; " + "list ids in livemarket.accounts."
                        + role);
            }
        }
    }

    /** Checks that mails reach users, which files in a pod do not, and that links do not travel in plain text. */
    private static void checkMail(UnaryOperator<String> settings, Consumer<String> problems) {
        String transport = settings.apply("livemarket.mail.transport");
        if (transport.equals("file")) {
            problems.accept("livemarket.mail.transport must be smtp or off: files in a pod reach no user");
        }
        if (!transport.equals("smtp")) {
            return;
        }
        if (settings.apply("livemarket.mail.smtp.security").equals("none")) {
            problems.accept(
                    "livemarket.mail.smtp.security must be starttls or tls: links that set passwords would travel in plain text");
        }
        if (!settings.apply("livemarket.mail.web-client").startsWith("https://")
                || ProductionRule.isLocal(settings.apply("livemarket.mail.web-client"))) {
            problems.accept("livemarket.mail.web-client must be the public https address of the web client");
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
