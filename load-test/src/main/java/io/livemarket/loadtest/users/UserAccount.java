package io.livemarket.loadtest.users;

import org.jspecify.annotations.Nullable;

/**
 * One made-up user of the system under test. The credentials never change; id and tokens come with logging in. Safe for
 * use by several threads.
 */
public final class UserAccount {

    private final String username;
    private final String password;
    private volatile @Nullable String id;
    private volatile @Nullable Tokens tokens;

    UserAccount(String username, String password) {
        this.username = username;
        this.password = password;
    }

    /** A user of a system that takes the user's name for a token, and for an id. */
    public static UserAccount named(String name) {
        UserAccount account = new UserAccount(name, "");
        account.loggedIn(name, new Tokens(name, null, Long.MAX_VALUE, Long.MAX_VALUE));
        return account;
    }

    public String username() {
        return username;
    }

    String email() {
        return username + "@example.com";
    }

    String password() {
        return password;
    }

    /**
     * The user's id; known once {@link UserDirectory#prepare} has returned this account.
     *
     * @throws IllegalStateException before that
     */
    public String id() {
        String known = id;
        if (known == null) {
            throw new IllegalStateException(username + " was not logged in");
        }
        return known;
    }

    /** Whether the user was logged in, and so has an id and tokens. */
    boolean isKnown() {
        return id != null;
    }

    /** The current access token. */
    public String token() {
        return tokens().token();
    }

    Tokens tokens() {
        Tokens known = tokens;
        if (known == null) {
            throw new IllegalStateException(username + " was not logged in");
        }
        return known;
    }

    void loggedIn(String id, Tokens tokens) {
        this.id = id;
        this.tokens = tokens;
    }
}
