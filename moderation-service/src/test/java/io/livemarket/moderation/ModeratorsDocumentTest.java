package io.livemarket.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Json;
import io.livemarket.events.moderation.ReportCategory;
import io.livemarket.moderation.domain.Risk;
import io.livemarket.rules.ContentRule;
import io.livemarket.rules.ShippedRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The categories, numbers and the table of shipped rules in {@code docs/moderators.md} are those of the code. With
 * {@code -Dlivemarket.write=true} the table is written anew instead of compared.
 */
class ModeratorsDocumentTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "moderators.md");
    private static final String BEGIN = "<!-- made from the rules: begin -->\n";
    private static final String END = "<!-- made from the rules: end -->";
    private static final String LISTS = "../content-rules/src/main/resources/rules/";

    @Test
    void theTableHasTheShippedRules() throws IOException {
        String document = Files.readString(DOCUMENT);
        String before = document.substring(0, document.indexOf(BEGIN) + BEGIN.length());
        String made = before + table() + document.substring(document.indexOf(END));
        if (Boolean.getBoolean("livemarket.write")) {
            Files.writeString(DOCUMENT, made);
        }
        assertThat(Files.readString(DOCUMENT))
                .as("write it anew with -Dlivemarket.write=true")
                .isEqualTo(made);
    }

    @Test
    void theCategoriesOfReportsAreThoseOfTheProtocol() throws IOException {
        String names = Arrays.stream(ReportCategory.values())
                .map(category -> "`" + Json.MAPPER.convertValue(category, String.class) + "`")
                .collect(Collectors.joining(", "));
        assertThat(Files.readString(DOCUMENT))
                .contains("<!-- categories: begin -->" + names + "<!-- categories: end -->");
    }

    @Test
    void theScoreThatRaisesARiskIsTheDecidersOne() throws IOException {
        assertThat(Files.readString(DOCUMENT)).contains("<!-- threshold -->" + Risk.THRESHOLD + ",");
    }

    private static String table() {
        StringBuilder table = new StringBuilder("| `category` | `severity` | `action` |");
        ShippedRules.LANGUAGES.forEach(language -> table.append(" [%s](%s%1$s.txt) |".formatted(language, LISTS)));
        table.append("\n|---|---|---|")
                .append("---|".repeat(ShippedRules.LANGUAGES.size()))
                .append('\n');
        ShippedRules.all().stream()
                .map(ModeratorsDocumentTest::kind)
                .distinct()
                .sorted()
                .forEach(kind -> {
                    table.append(kind);
                    ShippedRules.LANGUAGES.forEach(language -> table.append(" %d |"
                            .formatted(ShippedRules.of(language).stream()
                                    .filter(rule -> kind(rule).equals(kind))
                                    .count())));
                    table.append('\n');
                });
        return table.toString();
    }

    private static String kind(ContentRule rule) {
        return "| `%s` | %d | `%s` |"
                .formatted(
                        rule.category(), rule.severity(), rule.action().name().toLowerCase(Locale.ROOT));
    }
}
