package io.livemarket.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPatternParser;

/** What services answer without a token. */
class PublicPathsTest {

    private static final List<String> OPERATORS = List.of(
            "/admin/instance",
            "/admin/dead-letters",
            "/admin/dead-letters/topic/0/1",
            "/admin/dead-letters/topic/0/1/replay");

    @Test
    void noServiceAnswersOperatorsWithoutAToken() {
        assertThat(publicPaths("auth-service")).contains("/auth/login");
        for (String service : Catalogue.SERVICES) {
            assertThat(publicPaths(service))
                    .as(service)
                    .allSatisfy(pattern -> assertThat(OPERATORS)
                            .noneMatch(path -> PathPatternParser.defaultInstance
                                    .parse(pattern)
                                    .matches(PathContainer.parsePath(path))));
        }
    }

    /** The patterns, without their methods. */
    private static List<String> publicPaths(String service) {
        String all = Settings.of(service + ".yml")
                .getOrDefault("livemarket.web.public-paths", "")
                .replaceAll("[\\[\\]]", "");
        return Arrays.stream(all.split(","))
                .map(String::strip)
                .filter(path -> !path.isEmpty())
                .map(path -> path.substring(path.indexOf('/')))
                .toList();
    }
}
