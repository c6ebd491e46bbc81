package io.livemarket.kit.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.core.io.support.SpringFactoriesLoader;

/**
 * Ends the start of a service under the profile {@code production} whose settings are those of a development machine,
 * before any part of the service is made.
 */
public final class ProductionGuard implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    static final String PROFILE = "production";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        String service = environment.getProperty("livemarket.service", "");
        if (service.isEmpty() || !isProduction(environment)) {
            return; // The context of the management port has the settings of its parent, which was looked at.
        }
        List<String> problems = new ArrayList<>();
        SpringFactoriesLoader.loadFactories(ProductionRule.class, context.getClassLoader())
                .forEach(rule -> rule.check(service, name -> value(environment, name), problems::add));
        if (!problems.isEmpty()) {
            throw new UnfitForProductionException(service, problems);
        }
    }

    /** Whether these are the settings of production. */
    static boolean isProduction(Environment environment) {
        return environment.acceptsProfiles(Profiles.of(PROFILE));
    }

    /** A list that is given by elements is joined by commas, as it is when it is given as one text. */
    private static String value(Environment environment, String name) {
        String whole = environment.getProperty(name);
        if (whole != null) {
            return whole.strip();
        }
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> environment.getProperty(name + "[" + i + "]"))
                .takeWhile(Objects::nonNull)
                .map(String::strip)
                .collect(Collectors.joining(","));
    }
}
