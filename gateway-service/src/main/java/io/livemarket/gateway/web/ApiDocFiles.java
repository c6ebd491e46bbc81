package io.livemarket.gateway.web;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The API documents and the pages that show them, by address, read from the class path once and kept in memory (about
 * 3.4 MB with the compressed copies, of which Swagger UI is two thirds). {@code ops-test} generates the documents from
 * the code (decision 050).
 */
final class ApiDocFiles {

    static final String REST_PAGE = "/docs";

    private static final String OPENAPI = "/v3/api-docs";

    private final Map<String, WebClientFile> files = new LinkedHashMap<>();

    private ApiDocFiles() {}

    /** @throws IllegalStateException when a document or page is missing in the class path */
    static ApiDocFiles load() throws IOException {
        ApiDocFiles loaded = new ApiDocFiles();
        loaded.read("api-docs/*", ApiDocFiles::addressesOf);
        loaded.read("schemas/*.json", name -> List.of("/schemas/" + name));
        loaded.read("META-INF/resources/webjars/swagger-ui/*/swagger-ui-bundle.js", name -> List.of("/docs/" + name));
        loaded.read("META-INF/resources/webjars/swagger-ui/*/swagger-ui.css", name -> List.of("/docs/" + name));
        for (String address : List.of(REST_PAGE, OPENAPI, "/asyncapi/sockets.json", "/docs/swagger-ui-bundle.js")) {
            if (!loaded.files.containsKey(address)) {
                throw new IllegalStateException("The gateway was built without the file for " + address);
            }
        }
        return loaded;
    }

    private static List<String> addressesOf(String name) {
        return switch (name) {
            case "rest.html" -> List.of(REST_PAGE);
            case "events.html" -> List.of("/docs/sockets", "/docs/topics");
            case "openapi.json" -> List.of(OPENAPI);
            case "asyncapi-sockets.json" -> List.of("/asyncapi/sockets.json");
            case "asyncapi-topics.json" -> List.of("/asyncapi/topics.json");
            case String document
            when document.startsWith("openapi-") ->
                List.of(OPENAPI + "/" + document.substring("openapi-".length(), document.length() - ".json".length()));
            default -> List.of("/docs/" + name);
        };
    }

    /** @param addresses the addresses of a file, by its name */
    private void read(String pattern, Function<String, List<String>> addresses) throws IOException {
        for (Resource resource : new PathMatchingResourcePatternResolver().getResources("classpath*:" + pattern)) {
            String name = Optional.ofNullable(resource.getFilename()).orElseThrow();
            byte[] content = resource.getContentAsByteArray();
            addresses.apply(name).forEach(address -> files.put(address, WebClientFile.of(address, name, content)));
        }
    }

    /** The file for the path of a request; a trailing slash is ignored. */
    Optional<WebClientFile> find(String path) {
        return Optional.ofNullable(
                files.get(path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path));
    }
}
