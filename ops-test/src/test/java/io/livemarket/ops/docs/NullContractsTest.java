package io.livemarket.ops.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.ops.Project;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Every package of main code has a sentence about itself and is {@code @NullMarked}: what may be absent is
 * {@code @Nullable} in its type, and NullAway holds that in every compilation.
 */
class NullContractsTest {

    private static final Pattern MARKED = Pattern.compile(
            "^/\\*\\*.*[.:].*?\\*/\\s*(?:@\\w+(?:\\(.*\\))?\\s*)*@(?:[\\w.]+\\.)?NullMarked\\b", Pattern.DOTALL);

    @Test
    void everyPackageOfMainCodeIsNullMarkedAndDescribed() {
        List<String> packages = Repository.OF_THE_PROJECT
                .mainCode()
                .map(file -> Path.of(file).getParent().toString().replace('\\', '/'))
                .distinct()
                .toList();

        assertThat(packages).hasSizeGreaterThan(20);
        assertThat(packages).allSatisfy(folder -> {
            String file = folder + "/package-info.java";
            assertThat(Repository.OF_THE_PROJECT.has(file)).as(file + " exists").isTrue();
            assertThat(MARKED.matcher(Project.text(file)).find())
                    .as(file + " has a sentence and @NullMarked")
                    .isTrue();
        });
    }

    @Test
    void aPackageWithoutASentenceOrAMarkIsFound() {
        String marked = "/** Messages. */\n@NullMarked\npackage a;\n\nimport org.jspecify.annotations.NullMarked;\n";

        assertThat(MARKED.matcher(marked).find()).isTrue();
        assertThat(MARKED.matcher(marked.replace("@NullMarked\n", "")).find()).isFalse();
        assertThat(MARKED.matcher(marked.substring(marked.indexOf('@'))).find()).isFalse();
    }
}
