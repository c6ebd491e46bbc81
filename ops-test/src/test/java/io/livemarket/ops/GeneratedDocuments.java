package io.livemarket.ops;

import java.util.LinkedHashMap;
import java.util.Map;

/** The parts of documents that are made from the code, each between two marks. */
final class GeneratedDocuments {

    static final String ARCHITECTURE = "docs/architecture.md";
    static final String CONFIGURATION = "docs/configuration.md";
    static final String PROTOCOL = "docs/protocol.md";
    static final String CLIENT = "examples/clients/javascript/chat.mjs";

    private GeneratedDocuments() {}

    /** Each document's path, and its content with those parts made anew. */
    static Map<String, String> all() {
        Map<String, String> documents = new LinkedHashMap<>();
        documents.put(
                ARCHITECTURE,
                replaced(Project.text(ARCHITECTURE), "topics, made from the code", TopicTable.ofTheCode()));
        documents.put(
                CONFIGURATION,
                replaced(
                        Project.text(CONFIGURATION),
                        "settings, made from the code",
                        new ConfigurationTable().render()));
        String protocol = replaced(Project.text(PROTOCOL), "limits, made from the code", "\n" + Limits.table() + "\n");
        documents.put(PROTOCOL, replaced(protocol, "from chat.mjs", "\n```js\n" + life() + "```\n\n"));
        return documents;
    }

    /** The part of the example that a client needs beside signing in and showing. */
    private static String life() {
        String source = Project.text(CLIENT);
        return source.substring(
                source.indexOf("// life: begin\n") + "// life: begin\n".length(), source.indexOf("// life: end\n"));
    }

    static String replaced(String document, String mark, String content) {
        String begin = "<!-- " + mark + ": begin -->\n";
        int from = document.indexOf(begin);
        int to = document.indexOf("<!-- " + mark + ": end -->");
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("The document lacks the marks " + begin);
        }
        return document.substring(0, from + begin.length()) + content + document.substring(to);
    }
}
