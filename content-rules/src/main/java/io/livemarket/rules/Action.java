package io.livemarket.rules;

/** What is done about a message in which a rule is found; the later one wins where several are. */
public enum Action {
    /** Delivered, and put before the moderators. */
    FLAG,
    /** Delivered with the words made unreadable. */
    MASK,
    /** Not accepted. */
    REJECT
}
