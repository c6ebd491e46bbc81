package io.livemarket.loadtest.fake;

import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** What a {@link FakeServer} does wrong; nothing by default. Called on the server's only thread. */
public interface Faults {

    /** A server that keeps its promises. */
    Faults NONE = new Faults() {};

    /** The error code that send {@code n} (counted from 1) is refused with; {@code null} to accept it. */
    default String refusal(int n) {
        return null;
    }

    /** Whether send {@code n}, which was accepted, gets its answer. */
    default boolean acknowledges(int n, FakeServer server) {
        return true;
    }

    /** Delivers the message of send {@code n} to one socket of the recipient. */
    default void deliver(int n, ObjectNode message, Consumer<ObjectNode> socket) {
        socket.accept(message);
    }

    /** Sends a partner's status to one socket. */
    default void tellStatus(ObjectNode status, Consumer<ObjectNode> socket) {
        socket.accept(status);
    }

    /** Shows one socket that a partner types. */
    default void showTyping(ObjectNode sign, Consumer<ObjectNode> socket) {
        socket.accept(sign);
    }

    /** The sequence of a chat's message number {@code position}, counted from 1. */
    default int sequence(int position) {
        return position;
    }

    /** Whether a second send with the same clientMessageId gives the first answer. */
    default boolean isIdempotent() {
        return true;
    }

    /** How many of the first registrations are answered 429. */
    default int throttledRegistrations() {
        return 0;
    }

    /** The code that CONNECT number {@code n} (counted from 1) is refused with; {@code null} to accept it. */
    default String connectRefusal(int n) {
        return null;
    }

    /** How many missed messages are sent by themselves after a CONNECT. */
    default int redeliveryLimit() {
        return 1000;
    }

    /** The error code that upload {@code n} (counted from 1) is refused with; {@code null} to take it. */
    default String uploadRefusal(int n) {
        return null;
    }

    /** What a file is read as. */
    default byte[] readAs(byte[] stored) {
        return stored;
    }
}
