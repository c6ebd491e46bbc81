package io.livemarket.ledger.plan;

import java.util.Locale;

/** The kinds of faults. */
public enum FaultKind {
    /** SIGKILL of a copy of a service. */
    KILL(Target.COPY),
    /** SIGKILL of a copy, and of its successor within five seconds of the successor's start. */
    KILL_TWICE(Target.COPY),
    /** A decider halts itself between sending its records and committing them. */
    KILL_AT_COMMIT(Target.DECIDER),
    /** SIGSTOP of a copy for longer than its group waits for it, then SIGCONT: the copy wakes up as a zombie. */
    FREEZE(Target.COPY),
    KILL_BROKER(Target.BROKER),
    FREEZE_BROKER(Target.BROKER),
    KILL_STORE(Target.STORE),
    FREEZE_STORE(Target.STORE),
    /** A gateway is stopped cleanly and started again. */
    DRAIN(Target.GATEWAY),
    /** Some devices' sockets are reset in the middle of a frame. */
    CUT_SOCKETS(Target.DEVICES),
    /** Every copy of every service is stopped cleanly and started again, one after another. */
    ROLLING_RESTART(Target.ALL),
    /** A record that no service can read, in every topic of events and commands. */
    POISON(Target.TOPICS),
    /** A record of a type that no service knows, in every topic of events and commands. */
    UNKNOWN_TYPE(Target.TOPICS);

    /** The targets of faults. */
    public enum Target {
        COPY,
        DECIDER,
        GATEWAY,
        BROKER,
        STORE,
        DEVICES,
        ALL,
        TOPICS
    }

    private final Target target;

    FaultKind(Target target) {
        this.target = target;
    }

    /** The target of this kind. */
    public Target target() {
        return target;
    }

    /** Whether a copy decides chats' commands, and runs with the ledger's agent. */
    public static boolean isDecider(String copy) {
        return copy.startsWith("chat-");
    }

    /** The name on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The kind of that label.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static FaultKind of(String label) {
        return valueOf(label.strip().toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
