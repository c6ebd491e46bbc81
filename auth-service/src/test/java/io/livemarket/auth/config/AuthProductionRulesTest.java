package io.livemarket.auth.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthProductionRulesTest {

    private static final String RANDOM = "3q2+7wABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhs=";

    private static List<String> problems(Map<String, String> changed) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "livemarket.auth.master-key", RANDOM, "livemarket.accounts.limits.trusted-proxies", "10.0.0.0/8"));
        settings.putAll(changed);
        List<String> problems = new ArrayList<>();
        new AuthProductionRules().check("auth-service", name -> settings.getOrDefault(name, ""), problems::add);
        return problems;
    }

    @ParameterizedTest
    @ValueSource(strings = {"livemarket.accounts.bootstrap-moderators", "livemarket.accounts.bootstrap-operators"})
    void rolesAreNotGivenByNameInProduction(String setting) {
        assertThat(problems(Map.of(setting, "ana"))).singleElement().asString().startsWith(setting);
    }

    @Test
    void rolesAreGivenByIdInProduction() {
        assertThat(problems(Map.of("livemarket.accounts.operators", "x", "livemarket.accounts.moderators", "y")))
                .isEmpty();
    }

    @Test
    void productionMailNeedsTlsAndAPublicAddress() {
        Map<String, String> fit = Map.of(
                "livemarket.mail.transport",
                "smtp",
                "livemarket.mail.smtp.security",
                "starttls",
                "livemarket.mail.web-client",
                "https://chat.example.com/app");
        assertThat(problems(fit)).isEmpty();
        assertThat(problems(Map.of("livemarket.mail.transport", "off"))).isEmpty();
        Map.of(
                        "livemarket.mail.transport",
                        "file",
                        "livemarket.mail.smtp.security",
                        "none",
                        "livemarket.mail.web-client",
                        "http://chat.example.com/app")
                .forEach((setting, value) -> {
                    Map<String, String> changed = new HashMap<>(fit);
                    changed.put(setting, value);
                    assertThat(problems(changed)).singleElement().asString().startsWith(setting + " must be");
                });
    }

    @Test
    void masterKeysAreRandomAndNotQuoted() {
        assertThat(problems(Map.of("livemarket.auth.accepted-master-keys", RANDOM + "," + RANDOM)))
                .isEmpty();
        assertThat(problems(Map.of("livemarket.auth.accepted-master-keys", RANDOM + ",secret")))
                .singleElement()
                .asString()
                .startsWith("livemarket.auth.accepted-master-keys ")
                .doesNotContain("secret")
                .doesNotContain(RANDOM);
    }
}
