package io.livemarket.auth.web;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import java.util.concurrent.TimeoutException;

/**
 * How often {@code email_taken} is answered: it confirms that an address has an account, and is answered so rarely to
 * one client address or user that lists of addresses cannot be tried.
 */
final class TakenAddresses {

    private final Attempts answers;

    /** @param answers that each asker may get */
    TakenAddresses(Attempts answers) {
        this.answers = answers;
    }

    /** A registration, or a change of one's account. */
    interface Change<T> {
        T make() throws InterruptedException, TimeoutException;
    }

    /**
     * Makes a change, unless its asker was answered {@code email_taken} too often.
     *
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
