package io.livemarket.launcher.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A conversation of the seeded world: its people, its messages in their order, and the acts of the people between the
 * messages. Immutable; each method answers with a longer conversation.
 *
 * @param group the name of a group; empty for a private chat
 * @param people user names; the first one opens the chat
 * @param lines the messages
 * @param acts in their order
 */
record Conversation(Optional<String> group, List<String> people, List<Line> lines, List<Act> acts) {

    /**
     * One message.
     *
     * @param picture attached to it
     * @param replyTo the place of the message that it answers, from 1; 0 for none
     */
    record Line(String author, String text, Optional<Picture> picture, int replyTo) {}

    /** An act of a user, at a point of the conversation. */
    sealed interface Act {

        /** The acting user. */
        String by();

        /** The number of messages before the act. */
        int after();
    }

    /** Reads all messages before the act. */
    record Read(String by, int after) implements Act {}

    /** Confirms a deal. */
    record Agree(String by, int after) implements Act {}

    /** Reports the author of the newest message, with that message as evidence. */
    record Report(String by, int after, String category, String comment) implements Act {}

    static Conversation between(String one, String other) {
        return new Conversation(Optional.empty(), List.of(one, other), List.of(), List.of());
    }

    static Conversation group(String name, String... people) {
        return new Conversation(Optional.of(name), List.of(people), List.of(), List.of());
    }

    Conversation line(String author, String text) {
        return with(new Line(author, text, Optional.empty(), 0));
    }

    Conversation reply(String author, int place, String text) {
        return with(new Line(author, text, Optional.empty(), place));
    }

    Conversation photo(String author, Picture picture, String text) {
        return with(new Line(author, text, Optional.of(picture), 0));
    }

    Conversation readBy(String reader) {
        return with(new Read(reader, lines.size()));
    }

    Conversation agreedBy(String participant) {
        return with(new Agree(participant, lines.size()));
    }

    Conversation reportedBy(String participant, String category, String comment) {
        return with(new Report(participant, lines.size(), category, comment));
    }

    private Conversation with(Line line) {
        return new Conversation(group, people, appended(lines, line), acts);
    }

    private Conversation with(Act act) {
        return new Conversation(group, people, lines, appended(acts, act));
    }

    private static <T> List<T> appended(List<T> list, T last) {
        List<T> longer = new ArrayList<>(list);
        longer.add(last);
        return List.copyOf(longer);
    }
}
