package io.livemarket.kit.config;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.core.io.support.SpringFactoriesLoader;

/**
 * Ends the start of a service under the profile {@code production} whose settings are those of a development machine,
 * before any part of the service is created.
 */
public final class ProductionGuard implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    static final String PROFILE = "production";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        String service = environment.getProperty("livemarket.service", "");
        if (service.isEmpty() || !isProduction(environment)) {
            return; // The context of the management port has the settings of its parent, which were checked.
        }
        List<String> problems = new ArrayList<>();
        SpringFactoriesLoader.loadFactories(ProductionRule.class, context.getClassLoader())
                .forEach(rule -> rule.check(service, name -> value(environment, name), problems::add));
        if (!problems.isEmpty()) {
            throw new UnfitForProductionException(service, problems);
        }
    }

    /** Whether the profile {@code production} is active. */
    static boolean isProduction(Environment environment) {
        return environment.acceptsProfiles(Profiles.of(PROFILE));
    }

    /**
     * The value of a setting; the elements of a list joined by commas, whether the list is given by elements or as one
     * text.
     */
    private static String value(Environment environment, String name) {
        String whole = environment.getProperty(name);
        if (whole != null) {
            return whole.strip();
        }
        StringJoiner elements = new StringJoiner(",");
        String element = environment.getProperty(name + "[0]");
        for (int i = 1; element != null; i++) {
            elements.add(element.strip());
            element = environment.getProperty(name + "[" + i + "]");
        }
        return elements.toString();
    }
}
