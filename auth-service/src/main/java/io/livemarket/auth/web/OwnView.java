package io.livemarket.auth.web;

import io.livemarket.auth.domain.Account;

/**
 * How users see their own accounts: whether the address is verified where that is so, or where it can be. An
 * installation that sends no mail asks for nothing.
 *
 * @param mail whether the installation sends mail
 */
record OwnView(boolean mail) {

    UserBody of(Account account) {
        boolean verified = account.hasVerifiedEmail();
        return UserBody.own(account, mail || verified ? verified : null);
    }
}
