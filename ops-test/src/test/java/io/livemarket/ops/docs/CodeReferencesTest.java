package io.livemarket.ops.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.ops.Catalogue;
import io.livemarket.ops.Project;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every Java type, package, file and topic that a document names in backticks exists. */
class CodeReferencesTest {

    /** Types of other projects and of older versions, which decisions name. */
    private static final Set<String> ELSEWHERE = words("""
            ContainerCreating DescribeConfigs DnsResolver GroupAuthorizationException HttpURLConnection InternetDomainName
            JavaMailSender KafkaNodePool KafkaRebalance KafkaTopic MaxRAMPercentage MongoDBCommunity PolledRecords
            ProducerFencedException PushSubscription ServiceLoader StartAggressiveSweepingAt SweeperThreshold TimeoutException
            TopicAuthorizationException VolumeSnapshot WeakRef
            """);

    /** Files that a run makes. */
    private static final Set<String> MADE = words("manifest.json");

    /** Topics of earlier versions, which decisions name. */
    private static final Set<String> FORMER_TOPICS = words("livemarket.notifications.facts.v1");

    private static final Pattern TYPE =
            Pattern.compile("([A-Z][a-z0-9]+(?:[A-Z][A-Za-z0-9]*)+)((?:[.#]\\w+)*)(?:\\(.*\\))?");
    private static final Pattern MEMBER = Pattern.compile("([A-Z]\\w*)((?:[.#]\\w+)+)(?:\\(.*\\))?");
    private static final Pattern PACKAGE = Pattern.compile("io\\.livemarket(?:\\.[a-z]\\w*)+");
    private static final Pattern FILE = Pattern.compile(
            "[\\w.@-]+(?:/[\\w.@-]+)+/?|[\\w-]+\\.(?:java|md|ya?ml|json|m?js|ts|sh|txt|xml|html|tsx|css)");
    private static final Pattern TOPIC = Pattern.compile("livemarket\\.[a-z.]+\\.v\\d+(?:\\.dlt)?");

    private static final Repository REPOSITORY = Repository.OF_THE_PROJECT;
    private static final Set<String> TOPICS = Catalogue.ofTheCode().topics().keySet();
    private static final Set<String> SCHEMAS = Pattern.compile("^ +\"([A-Z]\\w+)\": ?\\{", Pattern.MULTILINE)
            .matcher(Project.text("docs/api/openapi.json"))
            .results()
            .map(schema -> schema.group(1))
            .collect(Collectors.toSet());

    @Test
    void everyReferenceInADocumentExists() {
        List<Markdown> documents = Markdown.ofTheProject();

        assertThat(documents).hasSizeGreaterThan(100);
        assertThat(documents.stream().flatMap(CodeReferencesTest::missing)).isEmpty();
    }

    @Test
    void aReferenceToNothingIsFound() {
        Markdown contributing = Markdown.read("CONTRIBUTING.md");

        assertThat(missing(contributing.with("`ChatDocument.apply`", "`ChatDocument.applied`")))
                .containsExactly("CONTRIBUTING.md: ChatDocument.applied");
        assertThat(missing(contributing.with("`RandomConversation`", "`RandomConversations`")))
                .containsExactly("CONTRIBUTING.md: RandomConversations");
        assertThat(missing(contributing.with("`docs/asyncapi.yaml`", "`docs/asyncapis.yaml`")))
                .containsExactly("CONTRIBUTING.md: docs/asyncapis.yaml");
        assertThat(missing(new Markdown("x.md", "`io.livemarket.kit.motor` reads `livemarket.chat.events.v9`")))
                .containsExactly("x.md: io.livemarket.kit.motor", "x.md: livemarket.chat.events.v9");
    }

    private static Stream<String> missing(Markdown document) {
        return document.spans()
                .filter(span -> refersToNothing(document.path(), span))
                .map(span -> document.path() + ": " + span);
    }

    private static boolean refersToNothing(String document, String span) {
        Matcher type = TYPE.matcher(span);
        if (type.matches()) {
            return !isType(type) && !ELSEWHERE.contains(type.group(1));
        }
        Matcher member = MEMBER.matcher(span);
        if (member.matches() && REPOSITORY.declares(member.group(1))) {
            return !hasMembers(member);
        }
        if (TOPIC.matcher(span).matches()) {
            return !TOPICS.contains(span) && !FORMER_TOPICS.contains(span);
        }
        if (PACKAGE.matcher(span).matches()) {
            return !REPOSITORY.hasOneThatEndsWith("src/main/java/" + span.replace('.', '/'));
        }
        return FILE.matcher(span).matches() && !isFile(document, span);
    }

    private static boolean isType(MatchResult type) {
        String name = type.group(1);
        return REPOSITORY.declares(name)
                ? hasMembers(type)
                : SCHEMAS.contains(name) || REPOSITORY.has("docs/runbooks/" + name + ".md");
    }

    private static boolean hasMembers(MatchResult type) {
        return Arrays.stream(type.group(2).split("[.#]"))
                .filter(member -> !member.isEmpty())
                .allMatch(member -> REPOSITORY.mentions(type.group(1), member));
    }

    /** A path of another place than the repository's, such as {@code DATA/store}, is none that can be checked. */
    private static boolean isFile(String document, String span) {
        String path = Path.of(span).normalize().toString();
        String root = path.split("/")[0];
        return MADE.contains(path)
                || span.contains("/") && (!REPOSITORY.has(root) || path.matches(".*/(target|data)(/.*)?"))
                || REPOSITORY.has(
                        Path.of(document).resolveSibling(path).normalize().toString())
                || REPOSITORY.hasOneThatEndsWith(path);
    }

    private static Set<String> words(String text) {
        return Set.of(text.strip().split("\\s+"));
    }
}
