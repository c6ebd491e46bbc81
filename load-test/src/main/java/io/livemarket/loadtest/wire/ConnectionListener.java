package io.livemarket.loadtest.wire;

/** Receives the events of one {@link SocketIoConnection}; every call comes on the event loop's thread. */
public interface ConnectionListener {

    /** The namespace was joined; events may be emitted from now on. */
    void connected();

    /** CONNECT was refused; {@link #closed} follows. */
    void refused(Answer error);

    /** An event came; {@code arguments} is the array that starts with its name. */
    void event(Json arguments);

    /** The ack came for an event that was emitted with {@code ackId}. */
    void acknowledged(long ackId, Answer answer);

    /**
     * The ack for an event that was emitted with {@code ackId}, for listeners that need more of the ack than an
     * {@link Answer} holds.
     */
    default void acknowledged(long ackId, Json arguments) {
        acknowledged(ackId, Scan.answer(arguments));
    }

    /** The server sent a packet that the protocol does not allow here. */
    void violated(String what);

    /** The connection is over, or never came about; called exactly once. {@code why} is fit for a report. */
    void closed(String why);
}
