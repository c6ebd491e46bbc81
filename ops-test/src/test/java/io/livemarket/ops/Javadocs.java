package io.livemarket.ops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The {@code @param} texts of a record's components. */
final class Javadocs {

    private static final Pattern PARAMETER = Pattern.compile("@param\\s+(\\w+)\\s+(.*?)(?=\\s@\\w|$)", Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("\\{@(?:code|link)\\s+([^}]*)}");

    private Javadocs() {}

    /** Each component that has a {@code @param}, with its text as Markdown. */
    static Map<String, String> of(Class<?> type) {
        return parameters(source(type), type.getSimpleName());
    }

    static Map<String, String> parameters(String source, String type) {
        Matcher record = Pattern.compile(
                        "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@[\\w.]+(?:\\([^)]*\\))?\\s*)*(?:public |private )?record "
                                + type + "\\(",
                        Pattern.DOTALL)
                .matcher(source);
        Map<String, String> texts = new HashMap<>();
        if (record.find()) {
            String comment = record.group(1)
                    .replaceAll("(?m)^\\s*\\* ?", " ")
                    .replaceAll("\\s+", " ")
                    .strip();
            PARAMETER
                    .matcher(comment)
                    .results()
                    .forEach(found -> texts.put(
                            found.group(1),
                            CODE.matcher(found.group(2)).replaceAll("`$1`").strip()));
        }
        return texts;
    }

    private static String source(Class<?> type) {
        String file = "src/main/java/" + outermost(type).getName().replace('.', '/') + ".java";
        try (Stream<Path> modules = Files.list(Project.ROOT)) {
            return Files.readString(modules.map(module -> module.resolve(file))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<?> outermost(Class<?> type) {
        return type.getEnclosingClass() == null ? type : outermost(type.getEnclosingClass());
    }
}
