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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The measured and the assumed figures, as tables in Markdown; a dash stands for a missing figure. */
public final class CostsText {

    private static final List<String> PARTS = List.of(
            "gateway",
            "gateway-2",
            "auth",
            "chat",
            "presence",
            "notification",
            "moderation",
            "file",
            "others",
            "kafka",
            "store");

    private static final String NONE = "–";

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
        text.table(
                List.of("assumed", "value", "unit", "why"),
                file.assumptions().stream()
                        .map(each -> List.of(each.name(), SizingText.number(each.value()), each.unit(), each.why())));
        file.notMeasured()
                .forEach(each ->
                        text.text.append("- Not measured: ").append(each).append('\n'));
        return text.text.toString();
    }

    private void cpu(List<Cost> costs) {
        table(
                cells(List.of("one", "at"), PARTS, List.of("measured by")),
                costs.stream()
                        .map(cost -> cells(
                                List.of(cost.of(), cost.at()),
                                each(PARTS, part -> figure(cost.cpu().get(part))),
                                List.of("`" + cost.command() + "`"))));
    }

    private void bytes(List<Cost> costs) {
        paragraph("Bytes for one:");
        table(
                List.of("one", "at", "sent to the broker", "sent by the broker", "on the broker's disk", "documents"),
                costs.stream()
                        .map(cost -> List.of(
                                cost.of(),
                                cost.at(),
                                sum(cost.in()),
                                sum(cost.out()),
                                sum(cost.log()),
                                sum(cost.store()))));
    }

    private void topics(List<Cost> costs) {
        List<Cost> shown =
                costs.stream().filter(each -> !each.of().contains("second")).toList();
        Set<String> topics = new TreeSet<>();
        shown.forEach(cost -> topics.addAll(cost.log().keySet()));
        paragraph("Of the bytes on disk, by topic:");
        table(
                cells(List.of("topic"), each(shown, cost -> cost.of() + ", " + cost.at())),
                topics.stream()
                        .map(topic -> cells(
                                List.of("`" + topic + "`"),
                                each(shown, cost -> figure(cost.log().get(topic))))));
    }

    private void memory(List<Memory> memory) {
        if (memory.isEmpty()) {
            paragraph("Heap of each process and bytes held at rest: not measured.");
            return;
        }
        paragraph("Heap in use after collections, MB:");
        table(
                cells(List.of("holding", "sockets"), PARTS),
                memory.stream()
                        .map(each -> cells(
                                List.of(each.at(), Long.toString(each.sockets())),
                                each(PARTS, part -> megabytes(each.heap(), part)))));
        paragraph("Bytes held, MB:");
        table(
                List.of("holding", "topics", "documents", "local state of chat", "local state of all"),
                memory.stream()
                        .filter(each -> !each.log().isEmpty())
                        .map(each -> List.of(
                                each.at(),
                                megabytes(each.log()),
                                megabytes(each.store()),
                                megabytes(each.local(), "chat-1"),
                                megabytes(each.local()))));
    }

    private static String megabytes(Map<String, Long> bytes) {
        return SizingText.number(
                bytes.values().stream().mapToLong(Long::longValue).sum() / 1e6);
    }

    private static String megabytes(Map<String, Long> bytes, String part) {
        return bytes.containsKey(part) ? SizingText.number(bytes.get(part) / 1e6) : NONE;
    }

    private static String sum(Map<String, Double> figures) {
        return figures.isEmpty() ? NONE : SizingText.number(Model.sum(figures));
    }

    private static String figure(@Nullable Double value) {
        return value == null ? NONE : SizingText.number(value);
    }

    private static <T> List<String> each(List<T> values, Function<T, String> cell) {
        return values.stream().map(cell).toList();
    }

    @SafeVarargs
    private static List<String> cells(List<String>... parts) {
        List<String> cells = new ArrayList<>();
        for (List<String> part : parts) {
            cells.addAll(part);
        }
        return cells;
    }

    private void table(List<String> head, Stream<List<String>> rows) {
        row(head);
        row(Collections.nCopies(head.size(), "---"));
        rows.forEach(this::row);
        text.append('\n');
    }

    private void row(List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private void paragraph(String words) {
        text.append(words).append("\n\n");
    }
}
