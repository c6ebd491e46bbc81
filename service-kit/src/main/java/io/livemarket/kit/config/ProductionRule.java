package io.livemarket.kit.config;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A rule for the settings of production. Implementations are named in {@code META-INF/spring.factories}, one for each
 * service that has rules of its own.
 */
public interface ProductionRule {

    /**
     * Checks the settings of a service and reports each that is not fit for production.
     *
     * @param service the service's name, {@code chat-service}; a rule of another service reports nothing
     * @param settings the value of a property; the elements of a list joined by commas; an empty text for a property
     *     that is not set
     * @param problems takes, for each problem, the property, the reason and the remedy; never the value of a secret
     */
    void check(String service, UnaryOperator<String> settings, Consumer<String> problems);

    /** Whether an address is that of the machine itself. */
    static boolean isLocal(String address) {
        return address.contains("localhost") || address.contains("127.0.0.1") || address.contains("[::1]");
    }
}
