package io.livemarket.kit.config;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What settings must be for production. Implementations are named in {@code META-INF/spring.factories}, one for each service that has
 * rules of its own.
 */
public interface ProductionRule {

    /**
     * Looks at the settings of a service and reports each that does not do.
     *
     * @param service  the service's name, {@code chat-service}; a rule of another service reports nothing
     * @param settings gives a property's value, or an empty text
     * @param problems takes, for each problem, the property, the reason and what to do; never a secret's value
     */
    void check(String service, UnaryOperator<String> settings, Consumer<String> problems);
}
