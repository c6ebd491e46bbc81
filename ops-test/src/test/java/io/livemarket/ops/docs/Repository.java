package io.livemarket.ops.docs;

import io.livemarket.ops.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of the repository, without those that a build or a run makes, and the Java types that they declare. */
final class Repository {

    private static final Set<String> MADE = Set.of("target", "node_modules", ".git", "data", "dist");
    private static final Pattern TYPE = Pattern.compile("\\b(?:class|record|interface|enum) ([A-Z]\\w*)");

    /** After the constants that its constructor reads. */
    static final Repository OF_THE_PROJECT = new Repository();

    private final Set<String> files = new TreeSet<>();
    private final Set<String> folders = new TreeSet<>();
    private final Map<String, StringBuilder> types = new HashMap<>();

    private Repository() {
        try {
            Files.walkFileTree(Project.ROOT, new SimpleFileVisitor<>() {

                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    if (MADE.contains(folder.getFileName().toString())) {
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    folders.add(relative(folder));
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    files.add(relative(file));
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        java().forEach(file -> {
            String source = Project.text(file);
            TYPE.matcher(source)
                    .results()
                    .forEach(type -> types.computeIfAbsent(type.group(1), _ -> new StringBuilder())
                            .append(source));
        });
    }

    private static String relative(Path path) {
        return Project.ROOT.relativize(path).toString().replace('\\', '/');
    }

    /** Every file, as a path from the root with slashes. */
    Set<String> files() {
        return files;
    }

    Stream<String> java() {
        return files.stream().filter(file -> file.endsWith(".java"));
    }

    /** The sources of main code of every module. */
    Stream<String> mainCode() {
        return java().filter(file -> file.contains("/src/main/java/"));
    }

    /** The modules of the parent pom. */
    List<String> modules() {
        return Pattern.compile("<module>(.+)</module>")
                .matcher(Project.text("pom.xml"))
                .results()
                .map(module -> module.group(1))
                .toList();
    }

    /** Whether the path from the root is a file or a folder of the repository. */
    boolean has(String path) {
        return files.contains(path) || folders.contains(path);
    }

    /** Whether the path is the end of a file's or a folder's path. */
    boolean hasOneThatEndsWith(String path) {
        String end = "/" + path;
        return has(path)
                || files.stream().anyMatch(file -> file.endsWith(end))
                || folders.stream().anyMatch(folder -> folder.endsWith(end));
    }

    /** Whether a Java file, tests included, declares a type of this simple name. */
    boolean declares(String type) {
        return types.containsKey(type);
    }

    /** Whether a file that declares the type has the word. */
    boolean mentions(String type, String member) {
        return Pattern.compile("\\b" + member + "\\b").matcher(types.get(type)).find();
    }
}
