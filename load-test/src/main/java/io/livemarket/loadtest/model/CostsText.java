package io.livemarket.loadtest.model;

import io.livemarket.loadtest.costs.Cost;
import io.livemarket.loadtest.costs.CostsFile;
import io.livemarket.loadtest.costs.Memory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** What was measured and what is assumed, as tables in Markdown. */
public final class CostsText {

    private static final List<String> PARTS = List.of(
            "gateway", "gateway-2", "auth", "chat", "presence", "notification", "moderation", "file", "others", "kafka", "store");

    private final StringBuilder text = new StringBuilder();

    private CostsText() {}

    /** All tables of the file. */
    public static String of(CostsFile file) {
        CostsText text = new CostsText();
        text.paragraph("Measured: %s. CPU in microseconds for one.".formatted(file.measured()));
        text.cpu(file.costs());
        text.bytes(file.costs());
        text.topics(file.costs());
        text.memory(file.memory());
        text.row("assumed", "value", "unit", "why");
        text.row("---", "---", "---", "---");
        file.assumptions().forEach(each -> text.row(each.name(), SizingText.number(each.value()), each.unit(), each.why()));
        text.paragraph("");
        file.notMeasured().forEach(each -> text.text.append("- Not measured: ").append(each).append('\n'));
        return text.text.toString();
    }

    private void cpu(List<Cost> costs) {
        row(cells("one", "at", with(PARTS, "measured by")));
        row(rule(PARTS.size() + 3));
        costs.forEach(cost -> row(cells(cost.of(), cost.at(), with(PARTS.stream().map(part -> figure(cost.cpu().get(part))).toList(), "`" + cost.command() + "`"))));
        paragraph("");
    }

    private void bytes(List<Cost> costs) {
        paragraph("Bytes for one:");
        row("one", "at", "sent to the broker", "sent by the broker", "on the broker's disk", "documents");
        row(rule(6));
        costs.forEach(cost -> row(cost.of(), cost.at(), figure(Model.sum(cost.in())), figure(Model.sum(cost.out())),
                figure(Model.sum(cost.log())), figure(Model.sum(cost.store()))));
        paragraph("");
    }

    private void topics(List<Cost> costs) {
        List<Cost> shown = costs.stream().filter(each -> !each.of().contains("second")).toList();
        Set<String> topics = new TreeSet<>();
        shown.forEach(cost -> topics.addAll(cost.log().keySet()));
        paragraph("Of the bytes on disk, by topic:");
        row(cells("topic", "", shown.stream().map(each -> each.of() + ", " + each.at()).toList()));
        row(rule(shown.size() + 2));
        topics.forEach(topic -> row(cells("`" + topic + "`", "", shown.stream().map(each -> figure(each.log().get(topic))).toList())));
        paragraph("");
    }

    private void memory(List<Memory> memory) {
        paragraph("Heap in use after collections, MB:");
        row(cells("holding", "sockets", PARTS));
        row(rule(PARTS.size() + 2));
        memory.forEach(each -> row(cells(each.at(), Long.toString(each.sockets()),
                PARTS.stream().map(part -> megabytes(each.heap(), part)).toList())));
        paragraph("");
        paragraph("Bytes held, MB:");
        row("holding", "topics", "documents", "local state of chat", "local state of all");
        row(rule(5));
        memory.stream().filter(each -> !each.log().isEmpty()).forEach(each -> row(each.at(), megabytes(each, Memory::log),
                megabytes(each, Memory::store), megabytes(each.local(), "chat-1"), megabytes(each, Memory::local)));
        paragraph("");
    }

    private static String megabytes(Memory memory, Function<Memory, Map<String, Long>> of) {
        return SizingText.number(of.apply(memory).values().stream().mapToLong(Long::longValue).sum() / 1e6);
    }

    private static String megabytes(Map<String, Long> bytes, String part) {
        return bytes.containsKey(part) ? SizingText.number(bytes.get(part) / 1e6) : "–";
    }

    private static String figure(Double value) {
        return value == null ? "–" : SizingText.number(value);
    }

    private static String[] cells(String first, String second, List<String> more) {
        List<String> all = new ArrayList<>(List.of(first, second));
        all.addAll(more);
        return all.toArray(String[]::new);
    }

    private static List<String> with(List<String> cells, String last) {
        List<String> all = new ArrayList<>(cells);
        all.add(last);
        return all;
    }

    private static String[] rule(int columns) {
        return Collections.nCopies(columns, "---").toArray(String[]::new);
    }

    private void row(String... cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private void paragraph(String words) {
        text.append(words).append(words.isEmpty() ? "" : "\n").append('\n');
    }
}
