package io.livemarket.kit.config;

import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The rules for the settings of every service: encrypted and authenticated connections, more than one replica, no
 * address of this machine.
 */
public final class SharedProductionRules implements ProductionRule {

    private static final Set<String> ENCRYPTED = Set.of("SSL", "SASL_SSL");

    @Override
    public void check(String service, UnaryOperator<String> settings, Consumer<String> problems) {
        if (!ENCRYPTED.contains(settings.apply("livemarket.kafka.properties.security.protocol"))) {
            problems.accept(
                    "livemarket.kafka.properties.security.protocol must be SASL_SSL or SSL: Kafka is spoken to in plain text");
        }
        if (settings.apply("livemarket.kafka.replication-factor").equals("1")) {
            problems.accept(
                    "livemarket.kafka.replication-factor must be 3, or -1 for the cluster's own: one copy is lost with its broker");
        }
        for (String address : new String[] {"livemarket.kafka.bootstrap-servers", "livemarket.auth.jwks-uri"}) {
            if (ProductionRule.isLocal(settings.apply(address))) {
                problems.accept(address + " must be given: the default is this machine");
            }
        }
        checkExternalIssuer(settings, problems);
        if (!settings.apply("livemarket.mongodb.enabled").equals("false")) {
            checkStore(settings, problems);
        }
    }

    /**
     * Checks that the keys of the external issuer come over TLS, or from this machine: an impostor's keys would sign
     * for every user.
     */
    private static void checkExternalIssuer(UnaryOperator<String> settings, Consumer<String> problems) {
        String keys = settings.apply("livemarket.auth.external.jwks-uri");
        if (!keys.isEmpty() && !keys.startsWith("https://") && !ProductionRule.isLocal(keys)) {
            problems.accept(
                    "livemarket.auth.external.jwks-uri must be an https address: keys of another could be slipped in on the way");
        }
    }

    private static void checkStore(UnaryOperator<String> settings, Consumer<String> problems) {
        String uri = settings.apply("livemarket.mongodb.uri");
        boolean encrypted = uri.startsWith("mongodb+srv:")
                || uri.contains("tls=true")
                || uri.contains("ssl=true")
                || !settings.apply("livemarket.mongodb.ssl-bundle").isEmpty();
        if (!encrypted) {
            problems.accept(
                    "livemarket.mongodb.uri needs tls=true, or livemarket.mongodb.ssl-bundle a bundle: MongoDB is spoken to in plain text");
        }
        if (!uri.contains("@") && !uri.contains("authMechanism=")) {
            problems.accept("livemarket.mongodb.uri needs a user: MongoDB is open to everyone who reaches it");
        }
    }
}
