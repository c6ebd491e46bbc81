package io.livemarket.kit.config;

import java.util.List;

/** Settings of a service that are not fit for production. */
public final class UnfitForProductionException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    UnfitForProductionException(String service, List<String> problems) {
        super(service + " does not start under the profile production: " + String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** The problems, each with its property and its remedy. */
    public List<String> problems() {
        return problems;
    }
}
