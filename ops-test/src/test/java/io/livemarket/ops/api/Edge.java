package io.livemarket.ops.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.server.PathContainer;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Where the gateway leads a path, and what it asks a token for: read from the gateway's own table of routes. */
final class Edge {

    private static final String LETTERS = "/admin/dead-letters/";

    private final List<Route> routes = new ArrayList<>();
    private final List<String> open = new ArrayList<>();

    private record Route(String service, List<PathPattern> patterns) {

        boolean matches(String path) {
            // Of dead letters the topic's name decides, so that each service that has a pattern of them is led to.
            return path.startsWith(LETTERS + "{topic}")
                    ? patterns.stream()
                            .anyMatch(pattern -> pattern.getPatternString().startsWith(LETTERS))
                    : patterns.stream().anyMatch(pattern -> pattern.matches(concrete(path)));
        }
    }

    Edge() {
        Class<?> table = ClassUtils.resolveClassName("io.livemarket.gateway.web.EdgeRoute", null);
        for (Object route : table.getEnumConstants()) {
            String[] patterns = (String[]) call(route, "patterns");
            routes.add(new Route(
                    call(call(route, "service"), "id") + "-service",
                    Arrays.stream(patterns)
                            .map(PathPatternParser.defaultInstance::parse)
                            .toList()));
        }
        var field = ReflectionUtils.findField(table, "PUBLIC");
        ReflectionUtils.makeAccessible(field);
        ((List<?>) ReflectionUtils.getField(field, null)).forEach(each -> open.add((String) each));
    }

    /** Whether a request that comes to the gateway gets to this service. */
    boolean leadsTo(String service, String path) {
        if (service.equals(Controllers.GATEWAY)) {
            return true;
        }
        boolean letter = path.startsWith(LETTERS + "{topic}");
        return routes.stream()
                .filter(route -> route.matches(path))
                .filter(route -> !letter || route.service().equals(service))
                .findFirst()
                .map(Route::service)
                .filter(service::equals)
                .isPresent();
    }

    /** Whether no token is needed. */
    boolean isPublic(String method, String path) {
        return open.stream()
                .map(each -> each.split(" "))
                .anyMatch(each -> each[0].equals(method)
                        && PathPatternParser.defaultInstance.parse(each[1]).matches(concrete(path)));
    }

    private static PathContainer concrete(String path) {
        return PathContainer.parsePath(path.replaceAll("\\{[^}]+}", "x"));
    }

    private static Object call(Object target, String method) {
        var found = ReflectionUtils.findMethod(target.getClass(), method);
        ReflectionUtils.makeAccessible(found);
        return ReflectionUtils.invokeMethod(found, target);
    }
}
