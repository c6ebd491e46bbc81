package io.livemarket.kit.testing;

import io.livemarket.events.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * A request and its answer as a document shows them, in a block marked {@code http}: request line, headers, an empty
 * line, the body where there is one, and after another empty line the status line and the answer's body.
 *
 * @param caller what stands for the token after {@code Authorization: Bearer}; empty for none
 * @param body of the request; empty for none
 * @param answer missing for an empty one
 */
public record DocumentedExchange(String method, String path, String caller, String body, int status, JsonNode answer) {

    private static final Pattern BLOCK = Pattern.compile("^```http\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern EXCHANGE = Pattern.compile(
            "(?<method>[A-Z]+) (?<path>\\S+)\\n(?:Authorization: Bearer (?<caller>\\S+)\\n)?(?:\\n(?<body>[{\\[].*?))?\\n"
                    + "HTTP/1.1 (?<status>\\d{3})[^\\n]*\\n(?:\\n(?<answer>.*))?",
            Pattern.DOTALL);

    /** Every exchange of a document, in its order. */
    public static List<DocumentedExchange> in(Path document) {
        try {
            return in(Files.readString(document));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<DocumentedExchange> in(String text) {
        return BLOCK.matcher(text).results().map(block -> parse(block.group(1))).toList();
    }

    private static DocumentedExchange parse(String block) {
        MatchResult parts = EXCHANGE.matcher(block)
                .results()
                .findFirst()
                .filter(found -> found.end() == block.length())
                .orElseThrow(() -> new IllegalArgumentException("No request with its answer: " + block));
        String answer = text(parts, "answer");
        return new DocumentedExchange(
                parts.group("method"),
                parts.group("path"),
                text(parts, "caller"),
                text(parts, "body"),
                Integer.parseInt(parts.group("status")),
                answer.isBlank() ? MissingNode.getInstance() : Json.MAPPER.readTree(answer));
    }

    private static String text(MatchResult parts, String name) {
        String found = parts.group(name);
        return found == null ? "" : found.strip();
    }
}
