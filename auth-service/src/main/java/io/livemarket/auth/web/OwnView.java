package io.livemarket.auth.web;

import io.livemarket.auth.domain.Account;

/**
 * The view of users on their own accounts. It shows whether the address is verified, unless the installation sends no
 * mail and the address cannot be verified.
 *
 * @param mail whether the installation sends mail
 */
record OwnView(boolean mail) {

    UserBody of(Account account) {
        boolean verified = account.hasVerifiedEmail();
        return UserBody.own(account, mail || verified ? verified : null);
    }
}
