package io.livemarket.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every page names its icon: a browser asks for {@code /favicon.ico} otherwise, and is answered 404. */
class PageIconsTest {

    private static final Pattern ICON = Pattern.compile("<link rel=\"icon\" href=\"(?:/favicon\\.svg|data:,)\"");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "web-client/index.html",
                "gateway-service/src/main/resources/api-docs/rest.html",
                "gateway-service/src/main/resources/api-docs/events.html",
                "examples/embed/index.html"
            })
    void aPageNamesAnIconThatIsThere(String page) {
        assertThat(Project.text(page)).containsPattern(ICON);
        assertThat(Project.file("web-client/public/favicon.svg")).exists();
    }
}
