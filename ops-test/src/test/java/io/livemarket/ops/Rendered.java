package io.livemarket.ops;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What {@code kubectl kustomize} makes of a folder.
 *
 * @param yaml as a cluster gets it
 * @param objects the objects of it
 */
record Rendered(String yaml, List<Manifest> objects) {

    static final String DEV = "k8s/overlays/dev";
    static final String PRODUCTION = "k8s/overlays/production";
    static final String EXAMPLES = "k8s/examples";
    private static final Map<String, Rendered> RENDERED = new ConcurrentHashMap<>();

    static Rendered of(String folder) {
        return RENDERED.computeIfAbsent(folder, _ -> render(folder));
    }

    private static Rendered render(String folder) {
        Tools.Result result = Tools.run("kubectl", "kustomize", folder);
        if (result.code() != 0) {
            throw new AssertionError("kubectl kustomize " + folder + ": " + result.output());
        }
        return new Rendered(result.output(), Manifest.parse(result.output()));
    }

    Stream<Manifest> all(String kind) {
        return objects.stream().filter(object -> object.is(kind));
    }

    /** The workloads of our own services. */
    Stream<Manifest> services() {
        return Stream.concat(all("StatefulSet"), all("Deployment"))
                .filter(object -> object.name().endsWith("-service"));
    }

    Manifest one(String kind, String name) {
        return all(kind)
                .filter(object -> object.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No " + kind + " is called " + name));
    }
}
