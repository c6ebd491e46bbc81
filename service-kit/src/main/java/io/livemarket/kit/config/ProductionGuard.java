package io.livemarket.kit.config;

import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Profiles;
import org.springframework.core.io.support.SpringFactoriesLoader;

/**
 * Ends the start of a service under the profile {@code production} whose settings are those of a development machine, before any part
 * of the service is made.
 */
public final class ProductionGuard implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    static final String PROFILE = "production";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        String service = environment.getProperty("livemarket.service", "");
        if (service.isEmpty() || !environment.acceptsProfiles(Profiles.of(PROFILE))) {
            return; // The context of the management port has the settings of its parent, which was looked at.
        }
        List<String> problems = new ArrayList<>();
        SpringFactoriesLoader.loadFactories(ProductionRule.class, context.getClassLoader()).forEach(rule ->
                rule.check(service, name -> environment.getProperty(name, "").strip(), problems::add));
        if (!problems.isEmpty()) {
            throw new UnfitForProductionException(service, problems);
        }
    }
}
