package io.livemarket.kit.config;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What settings must be for production. Implementations are named in {@code META-INF/spring.factories}, one for each
 * service that has rules of its own.
 */
public interface ProductionRule {

    /**
     * Looks at the settings of a service and reports each that does not do.
     *
     * @param service the service's name, {@code chat-service}; a rule of another service reports nothing
     * @param settings gives a property's value, of a list its elements joined by commas; an empty text where it is not
     *     set
     * @param problems takes, for each problem, the property, the reason and what to do; never a secret's value
     */
    void check(String service, UnaryOperator<String> settings, Consumer<String> problems);

    /** Whether an address leads to the machine itself. */
    static boolean isLocal(String address) {
        return address.contains("localhost") || address.contains("127.0.0.1") || address.contains("[::1]");
    }
}
