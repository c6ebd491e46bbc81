package io.livemarket.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.kafka.Topic;
import io.livemarket.events.kafka.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Each service may do in Kafka what its code does, and nothing else; other teams read public topics and write nothing.
 */
class KafkaUsersTest {

    private static final Pattern CLIENT_NAME = Pattern.compile("\"([a-z]+-service)\\.[a-z]+\\.v\\d+\"");

    private final Catalogue catalogue = Catalogue.ofTheCode();
    private final KafkaAccess access = new KafkaAccess(catalogue);
    private final Rendered production = Rendered.of(Rendered.PRODUCTION);

    @Test
    void everyServiceHasAUserAndNoOneElseHas() {
        assertThat(production.all("KafkaUser").map(Manifest::name))
                .containsExactlyInAnyOrderElementsOf(Catalogue.SERVICES);
    }

    @Test
    void aServiceMayUseTheTopicsOfItsCode() {
        for (String service : Catalogue.SERVICES) {
            Manifest user = production.one("KafkaUser", service);
            assertThat(topics(user, "Write")).as(service + " writes").isEqualTo(access.writes(service));
            Set<String> reads = topics(user, "Read");
            reads.remove(service + ".");
            assertThat(reads).as(service + " reads").isEqualTo(access.reads(service));
            assertThat(topics(user, "Write"))
                    .as(service + " writes none that its code does not name")
                    .isSubsetOf(catalogue.usedBy(service));
        }
    }

    @Test
    void aTopicWithOneOwnerHasOneWriter() {
        for (Topic topic : catalogue.topics().values()) {
            List<String> writers = production
                    .all("KafkaUser")
                    .filter(user -> topics(user, "Write").contains(topic.name()))
                    .map(Manifest::name)
                    .toList();
            if (topic.owner().equals("many")) {
                assertThat(writers).as(topic.name()).isNotEmpty();
            } else {
                assertThat(writers).as(topic.name()).containsExactly(topic.owner());
            }
        }
    }

    @Test
    void groupsAndTransactionalIdsBeginWithTheServicesName() throws IOException {
        for (String service : Catalogue.SERVICES) {
            Set<String> named = new HashSet<>();
            try (Stream<Path> files = Files.walk(Project.file(service + "/src/main/java"))) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".java")).toList()) {
                    Matcher matcher = CLIENT_NAME.matcher(Files.readString(file));
                    while (matcher.find()) {
                        named.add(matcher.group(1));
                    }
                }
            }
            assertThat(named).as("first parts of names in " + service).isSubsetOf(service);
            for (String type : List.of("group", "transactionalId")) {
                assertThat(production
                                .one("KafkaUser", service)
                                .each("/spec/authorization/acls")
                                .filter(acl ->
                                        acl.at("/resource/type").asString().equals(type))
                                .map(acl -> acl.at("/resource/name").asString()))
                        .as(type)
                        .isEqualTo(named.isEmpty() ? List.of() : List.of(service + "."));
            }
        }
    }

    @Test
    void anotherTeamReadsPublicTopicsAndWritesNothing() {
        Manifest team = Rendered.of(Rendered.EXAMPLES).one("KafkaUser", "team-fraud");
        assertThat(topics(team, "Read"))
                .isEqualTo(Topics.PUBLIC.stream().map(Topic::name).collect(Collectors.toSet()));
        assertThat(topics(team, "Read"))
                .as("a restricted topic is granted on purpose, not copied")
                .doesNotContainAnyElementsOf(
                        Topics.RESTRICTED.stream().map(Topic::name).toList());
        assertThat(team.each("/spec/authorization/acls")
                        .flatMap(acl -> acl.path("operations").valueStream().map(JsonNode::asString)))
                .containsOnly("Read", "Describe");
    }

    private static Set<String> topics(Manifest user, String operation) {
        return user.each("/spec/authorization/acls")
                .filter(acl -> acl.at("/resource/type").asString().equals("topic"))
                .filter(acl -> acl.path("operations")
                        .valueStream()
                        .anyMatch(each -> each.asString().equals(operation)))
                .map(acl -> acl.at("/resource/name").asString())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
