package io.livemarket.gateway.web;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The documents of the interface and the pages that show them, by address, read from the class path once and kept in memory (some
 * 3 MB, of which Swagger UI is two thirds). {@code ops-test} makes the documents from the code (decision 050).
 */
final class ApiDocFiles {

    static final String REST_PAGE = "/docs";

    private static final String FOLDER = "api-docs/";
    private static final String OPENAPI = "/v3/api-docs";

    private final Map<String, WebClientFile> files = new LinkedHashMap<>();

    private ApiDocFiles() {}

    /** @throws IllegalStateException when a document or page is not in the class path */
    static ApiDocFiles load() throws IOException {
        ApiDocFiles loaded = new ApiDocFiles();
        loaded.read("classpath*:" + FOLDER + "*", name -> switch (name) {
            case "rest.html", "events.html", "openapi.json" -> "";
            case "asyncapi-sockets.json", "asyncapi-topics.json" -> "/" + name.replaceFirst("-", "/");
            case String document when document.startsWith("openapi-") -> OPENAPI + "/" + document.substring("openapi-".length());
            default -> "/docs/" + name;
        });
        loaded.read("classpath*:schemas/*.json", name -> "/schemas/" + name);
        loaded.read("classpath*:META-INF/resources/webjars/swagger-ui/*/swagger-ui*", name -> switch (name) {
            case "swagger-ui-bundle.js", "swagger-ui.css" -> "/docs/" + name;
            default -> "";
        });
        loaded.read("classpath*:" + FOLDER + "rest.html", _ -> REST_PAGE);
        loaded.read("classpath*:" + FOLDER + "openapi.json", _ -> OPENAPI);
        loaded.read("classpath*:" + FOLDER + "events.html", _ -> "/docs/sockets");
        loaded.read("classpath*:" + FOLDER + "events.html", _ -> "/docs/topics");
        for (String address : List.of(REST_PAGE, OPENAPI, "/asyncapi/sockets.json", "/docs/swagger-ui-bundle.js")) {
            if (!loaded.files.containsKey(address)) {
                throw new IllegalStateException("The gateway was built without the file for " + address);
            }
        }
        return loaded;
    }

    private interface Addresses {
        /** The address of a file; empty where it has none. */
        String of(String name);
    }

    private void read(String pattern, Addresses addresses) throws IOException {
        for (Resource resource : new PathMatchingResourcePatternResolver().getResources(pattern)) {
            String address = addresses.of(resource.getFilename());
            if (!address.isEmpty() && resource.isReadable()) {
                String withoutType = address.startsWith(OPENAPI + "/") ? address.replaceFirst("\\.json$", "") : address;
                files.put(withoutType, WebClientFile.of(withoutType, resource.getFilename(), resource.getContentAsByteArray()));
            }
        }
    }

    /** The file for the path of a request; a slash at its end is passed over. */
    Optional<WebClientFile> find(String path) {
        return Optional.ofNullable(files.get(path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path));
    }

    /** Every address. */
    Iterable<String> addresses() {
        return files.keySet();
    }
}
