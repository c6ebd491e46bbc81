package io.livemarket.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of the web client as they were built: their size, and that the page needs no inline code. */
class WebClientFilesTest {

    private static final int MOST_SCRIPT = 120 * 1024;
    private static final int MOST_SCRIPT_OF_THE_FIRST_VIEW = 96 * 1024;
    /** Loaded by moderators, operators, sellers, and warned or suspended users alone, when they open these views. */
    private static final Pattern VIEWS_OF_FEW =
            Pattern.compile("/assets/(Moderation|Operations|Selling|appeals)-.*\\.js");

    private static final Pattern TEXTS = Pattern.compile("/assets/e[ns]-.*\\.js");

    private static WebClientFiles files;

    @BeforeAll
    static void load() throws IOException {
        files = WebClientFiles.load();
    }

    private static String page() {
        return text("/");
    }

    private static String text(String path) {
        return new String(files.find(path).orElseThrow().content(), StandardCharsets.UTF_8);
    }

    @Test
    void theScriptsOfAUserStayBelow120Kilobytes() {
        List<WebClientFile> scripts =
                files.all().stream().filter(file -> file.path().endsWith(".js")).toList();
        assertThat(scripts)
                .filteredOn(file -> VIEWS_OF_FEW.matcher(file.path()).matches())
                .hasSize(4);
        int bytes = scripts.stream()
                .filter(file -> !VIEWS_OF_FEW.matcher(file.path()).matches())
                .filter(file -> !TEXTS.matcher(file.path()).matches())
                .mapToInt(file -> file.gzip().length)
                .sum();
        assertThat(bytes + texts()).isPositive().isLessThan(MOST_SCRIPT);
    }

    /** The compressed size of the texts of the longer language; a user loads one of them. */
    private static int texts() {
        List<WebClientFile> languages = files.all().stream()
                .filter(file -> TEXTS.matcher(file.path()).matches())
                .toList();
        assertThat(languages).hasSize(2);
        return languages.stream().mapToInt(file -> file.gzip().length).max().orElseThrow();
    }

    @Test
    void theScriptsThatThePageNamesStayBelow96KilobytesCompressed() {
        int bytes = Pattern.compile("(?:href|src)=\"(/[^\"]+\\.js)\"")
                .matcher(page())
                .results()
                .mapToInt(match -> files.find(match.group(1)).orElseThrow().gzip().length)
                .sum();
        assertThat(bytes + texts()).isPositive().isLessThan(MOST_SCRIPT_OF_THE_FIRST_VIEW);
    }

    @Test
    void thePageHasNoInlineScriptOrStyle() {
        assertThat(page())
                .doesNotContain("<style")
                .doesNotContainPattern("<script(?![^>]*src=)")
                .doesNotContainPattern("\\s(on[a-z]+|style)=");
    }

    @Test
    void everyFileThatThePageNamesIsThere() {
        assertThat(page().lines()
                        .flatMap(line -> Pattern.compile("(?:href|src)=\"(/[^\"]+)\"")
                                .matcher(line)
                                .results())
                        .map(match -> match.group(1)))
                .isNotEmpty()
                .allSatisfy(path -> assertThat(files.find(path)).isPresent());
    }

    /** With one file less, a view would not open while the gateway is away; with one that is not there, none would. */
    @Test
    void theServiceWorkerCachesEveryFileButItself() {
        Matcher list = Pattern.compile("const FILES = \\[(.*)\\];").matcher(text("/sw.js"));
        assertThat(list.find()).isTrue();
        assertThat(list.group(1).replace("\"", "").split(","))
                .containsExactlyInAnyOrderElementsOf(files.all().stream()
                        .map(WebClientFile::path)
                        .filter(path -> !path.equals("/sw.js"))
                        .map(path -> path.equals("/index.html") ? "/app" : path)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/app", "/app/chat/0198c0de-0000-7000-8000-000000000001", "/app/moderation/rules"})
    void addressesOfViewsAreAnsweredWithThePage(String path) {
        assertThat(files.find(path).orElseThrow().path()).isEqualTo("/index.html");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/chats",
                "/users/me",
                "/application",
                "/assets",
                "/assets/",
                "/../application.yml",
                "/socket.io/"
            })
    void nothingElseIsAFileOfTheClient(String path) {
        assertThat(files.find(path)).isEmpty();
    }
}
