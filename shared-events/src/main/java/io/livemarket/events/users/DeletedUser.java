package io.livemarket.events.users;

/** The text in place of the name of a deleted account. No account can have this name, since it has a space. */
public final class DeletedUser {

    /** The text for fields that hold a name, in whatever language of the reader. */
    public static final String NAME = "Deleted user";

    private DeletedUser() {}
}
