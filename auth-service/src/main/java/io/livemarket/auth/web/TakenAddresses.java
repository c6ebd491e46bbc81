package io.livemarket.auth.web;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import java.util.concurrent.TimeoutException;

/**
 * Limits the responses {@code email_taken}, which confirm that an address has an account: one client address or user
 * gets so few of them that lists of addresses cannot be tried.
 */
final class TakenAddresses {

    private final Attempts answers;

    /** @param answers the limit of such responses to one client address or user */
    TakenAddresses(Attempts answers) {
        this.answers = answers;
    }

    /** A registration, or a change of an account. */
    interface Change<T> {
        T make() throws InterruptedException, TimeoutException;
    }

    /**
     * Makes a change, unless its client was answered {@code email_taken} too often.
     *
     * @param asker the client address or the user
     * @throws ApiException {@code rate_limited}, whether the address is taken or not
     */
    <T> T counted(String asker, Change<T> change) throws InterruptedException, TimeoutException {
        answers.check(asker);
        try {
            return change.make();
        } catch (ApiException e) {
            if (e.code() == ErrorCode.EMAIL_TAKEN
                    || e.fields().stream().anyMatch(field -> field.code() == ErrorCode.EMAIL_TAKEN)) {
                answers.charge(asker);
            }
            throw e;
        }
    }
}
