package io.livemarket.auth.web;

import io.livemarket.auth.domain.Account;
import io.livemarket.auth.domain.AuthCommand;
import io.livemarket.auth.domain.AuthResult;
import io.livemarket.auth.kafka.AuthCommands;
import io.livemarket.auth.view.AccountView;
import io.livemarket.kit.web.ApiException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Changes accounts by commands to the writer, and reads each change back from this instance's account view. */
record AccountWrites(AuthCommands writer, AccountView accounts) {

    private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);

    /** @throws ApiException for a rejection */
    AuthResult.Accepted decide(AuthCommand command) {
        return Refusals.accepted(writer.decide(command));
    }

    /**
     * The account after an accepted command, or after a later one.
     *
     * @throws TimeoutException when the account view does not have it in time
     */
    Account written(AuthResult.Accepted accepted) throws InterruptedException, TimeoutException {
        return accounts.await(accepted.user(), accepted.revision(), READ_TIMEOUT)
                .orElseThrow(() -> new TimeoutException("The account view is behind"));
    }
}
