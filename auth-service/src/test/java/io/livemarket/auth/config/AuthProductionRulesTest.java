package io.livemarket.auth.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthProductionRulesTest {

    private static List<String> problems(Map<String, String> settings) {
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
        assertThat(problems(Map.of("livemarket.accounts.operators", "x", "livemarket.accounts.moderators", "y"))).isEmpty();
    }
}
