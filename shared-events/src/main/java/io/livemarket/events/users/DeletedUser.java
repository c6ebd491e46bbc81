package io.livemarket.events.users;

/** What is shown instead of the name of a deleted account. The space makes it a name that no account can have. */
public final class DeletedUser {

    /** In fields that hold a name, whatever the reader's language. */
    public static final String NAME = "Deleted user";

    private DeletedUser() {}
}
