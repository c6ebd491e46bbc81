package io.livemarket.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what in MongoDB: each service in its own database, and an operator may drop any of these. */
class DatabaseUsersTest {

    private static final String ADMIN = "livemarket-admin";

    @ParameterizedTest
    @ValueSource(strings = {Rendered.DEV, Rendered.PRODUCTION})
    void oneUserMayDropEveryDatabaseAndReadNone(String overlay) {
        Manifest mongodb = Rendered.of(overlay).one("MongoDBCommunity", "livemarket-mongodb");
        Set<String> databases = roles(mongodb, false)
                .filter(role -> role.startsWith("readWrite "))
                .map(role -> role.substring("readWrite ".length()))
                .collect(Collectors.toSet());
        assertThat(databases).hasSize(7);
        assertThat(roles(mongodb, true))
                .containsExactlyInAnyOrderElementsOf(
                        databases.stream().map("dbAdmin "::concat).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {Rendered.DEV, Rendered.PRODUCTION})
    void theAccountOfMongoDbsPodsMayReadSecrets(String overlay) {
        Rendered rendered = Rendered.of(overlay);
        rendered.one("ServiceAccount", "mongodb-database");
        Manifest binding = rendered.one("RoleBinding", "mongodb-database");
        assertThat(binding.each("/subjects")
                        .map(subject -> subject.path("namespace").asString() + " "
                                + subject.path("name").asString()))
                .containsExactly(binding.at("/metadata/namespace").asString() + " mongodb-database");
        assertThat(rendered.one("Role", binding.at("/roleRef/name").asString())
                        .each("/rules")
                        .map(rule -> rule.at("/resources/0").asString() + " "
                                + rule.at("/verbs/0").asString()))
                .contains("secrets get");
    }

    private static Stream<String> roles(Manifest mongodb, boolean admin) {
        return mongodb.each("/spec/users")
                .filter(user -> user.path("name").asString().equals(ADMIN) == admin)
                .flatMap(user -> Manifest.elements(user.path("roles")))
                .map(role ->
                        role.path("name").asString() + " " + role.path("db").asString());
    }
}
