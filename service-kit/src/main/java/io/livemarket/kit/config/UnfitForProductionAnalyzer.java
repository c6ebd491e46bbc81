package io.livemarket.kit.config;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints the problems that {@link ProductionGuard} found, one per line, in place of a stack trace. */
public final class UnfitForProductionAnalyzer extends AbstractFailureAnalyzer<UnfitForProductionException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, UnfitForProductionException cause) {
        return new FailureAnalysis(
                "The settings do not do for the profile production:\n- " + String.join("\n- ", cause.problems()),
                "Give the settings named (docs/operations.md), or start without the profile production.",
                cause);
    }
}
