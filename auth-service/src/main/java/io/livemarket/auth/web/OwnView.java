package io.livemarket.auth.web;

import io.livemarket.auth.domain.Account;

/**
 * How users see their own accounts: whether the address is verified where that is so, or where it can be. An installation that sends no mail
 * asks for nothing.
 *
 * @param mail whether the installation sends mail
 */
record OwnView(boolean mail) {

    UserBody of(Account account) {
        UserBody user = UserBody.own(account);
        return mail || account.hasVerifiedEmail() ? user : user.withoutVerification();
    }

    /** Whether the address is verified; null where that is not shown. */
    Boolean verification(Account account) {
        return of(account).emailVerified();
    }
}
