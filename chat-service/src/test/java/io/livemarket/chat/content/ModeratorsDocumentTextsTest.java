package io.livemarket.chat.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.chat.content.ContentProperties.ContactDetailsAction;
import io.livemarket.events.Json;
import io.livemarket.kit.testing.DocumentedExchange;
import io.livemarket.rules.contact.ContactDetails;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The messages in {@code docs/moderators.md} are flagged by the shipped rules and detectors as that page shows. */
class ModeratorsDocumentTextsTest {

    private static final List<JsonNode> ANSWERS = DocumentedExchange.in(Path.of("..", "docs", "moderators.md")).stream()
            .map(DocumentedExchange::answer)
            .toList();

    private final RulesInForce rules = new RulesInForce(
            null,
            null,
            new ContentProperties(
                    ContactDetailsAction.FLAG, ContactDetailsAction.OFF, Set.of(), ContactDetails.REGIONS, true),
            new SimpleMeterRegistry());

    @Test
    void messagesOfThePageHaveTheCategoriesOfTheirFlags() {
        Map<String, Set<String>> shown = new TreeMap<>();
        texts().forEach(text -> shown.put(text, Set.of()));
        flags().forEach(flag -> shown.put(
                flag.path("content").asString(),
                strings(flag.path("categories").valueStream().toList())));
        Map<String, Set<String>> real = new TreeMap<>();
        texts().forEach(text -> real.put(
                text,
                strings(hits(text).stream().map(hit -> hit.path("category")).toList())));

        assertThat(real).isEqualTo(shown).hasSizeGreaterThan(1);
    }

    @Test
    void theScoreOfThePageIsTheSumOfSeverities() {
        int severities = texts().stream()
                .mapToInt(text -> hits(text).stream()
                        .mapToInt(hit -> hit.path("severity").asInt())
                        .max()
                        .orElse(0))
                .sum();

        assertThat(flags())
                .isNotEmpty()
                .allSatisfy(flag -> assertThat(flag.path("score").asInt()).isEqualTo(severities));
    }

    private List<JsonNode> hits(String text) {
        String note = rules.screen(text, false, null).note();
        return note == null
                ? List.of()
                : Json.MAPPER.readTree(note).path("hits").valueStream().toList();
    }

    private static Set<String> texts() {
        return strings(ANSWERS.stream()
                .flatMap(answer -> answer.findValues("content").stream())
                .toList());
    }

    /** The flags that the page shows in full. */
    private static List<JsonNode> flags() {
        return ANSWERS.stream()
                .flatMap(answer -> answer.findParents("categories").stream())
                .toList();
    }

    private static Set<String> strings(List<JsonNode> nodes) {
        Set<String> strings = new TreeSet<>();
        nodes.forEach(node -> strings.add(node.asString()));
        return strings;
    }
}
