package io.livemarket.auth.crypto;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Reports a missing or invalid master key at the start in one line instead of a stack trace. */
public final class MasterKeyFailure extends AbstractFailureAnalyzer<MasterKeyException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MasterKeyException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Set livemarket.auth.master-key (LIVEMARKET_AUTH_MASTERKEY) to the same key on every instance of"
                        + " auth-service, and keep it: without it the stored credentials can't be read.",
                cause);
    }
}
