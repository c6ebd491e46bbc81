package io.livemarket.gateway.web;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The files of the web client, read from the class path once and kept in memory (about 460 KB). Every address of a view
 * of the client is answered with its page.
 */
final class WebClientFiles {

    private static final String FOLDER = "web-client/";
    private static final String PAGE = "/index.html";

    private final Map<String, WebClientFile> files;

    private WebClientFiles(Map<String, WebClientFile> files) {
        this.files = files;
    }

    /** The files; empty when the class path has no web client. */
    static WebClientFiles load() throws IOException {
        Map<String, WebClientFile> files = new LinkedHashMap<>();
        for (Resource resource :
                new PathMatchingResourcePatternResolver().getResources("classpath*:" + FOLDER + "**")) {
            String address = resource.getURL().getPath();
            if (!address.endsWith("/")) {
                String path = '/' + address.substring(address.lastIndexOf('/' + FOLDER) + FOLDER.length() + 1);
                files.put(path, WebClientFile.of(path, resource.getContentAsByteArray()));
            }
        }
        return new WebClientFiles(files);
    }

    Collection<WebClientFile> all() {
        return files.values();
    }

    /** The file for the path of a request. */
    Optional<WebClientFile> find(String path) {
        boolean view = path.equals("/") || path.equals("/app") || path.startsWith("/app/");
        return Optional.ofNullable(files.get(view ? PAGE : path));
    }
}
