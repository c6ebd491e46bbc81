package io.livemarket.chat.hook;

import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatCommand.EditMessage;
import io.livemarket.events.chat.ChatCommand.SendMessage;
import java.util.Optional;
import java.util.UUID;

/** Checks the content of messages, new and edited, before they are decided. Thread-safe; no call waits. */
public interface MessageHook {

    /** No check. */
    MessageHook OFF = new MessageHook() {
        @Override
        public boolean concerns(ChatCommand command) {
            return false;
        }

        @Override
        public void ask(UUID commandId, ChatCommand command) {}

        @Override
        public Optional<Verdict> verdict(UUID commandId) {
            return Optional.of(Verdict.ALLOWED);
        }

        @Override
        public void settled(UUID commandId) {}
    };

    /** Whether a command is to be checked. */
    boolean concerns(ChatCommand command);

    /** Begins the check of a command, unless it began before. */
    void ask(UUID commandId, ChatCommand command);

    /** The outcome of a check; empty while it is under way, and for a command that was not asked about. */
    Optional<Verdict> verdict(UUID commandId);

    /** Forgets a check: its command is decided. */
    void settled(UUID commandId);

    /** Whether a command has content that users wrote. */
    static boolean hasContent(ChatCommand command) {
        return command instanceof SendMessage || command instanceof EditMessage;
    }
}
