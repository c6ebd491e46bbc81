package io.livemarket.kit.config;

/** The issuers whose access tokens are accepted. */
public enum AccountsMode {
    /** auth-service has the accounts: users register and log in there. */
    OWN,
    /** The marketplace has the accounts: its OpenID Connect issuer signs the tokens of users. */
    EXTERNAL,
    /** Users of both kinds. */
    BOTH
}
