package io.livemarket.ops;

import java.util.Set;
import java.util.stream.Collectors;

/** The Secrets that operators make: what they hold is what the example for External Secrets names. */
final class ExampleSecrets {

    private ExampleSecrets() {}

    static Set<String> keys(String secret) {
        return Rendered.of(Rendered.EXAMPLES)
                .one("ExternalSecret", secret)
                .each("/spec/data")
                .map(data -> data.path("secretKey").asString())
                .collect(Collectors.toSet());
    }
}
