package io.livemarket.loadtest.messages;

import io.livemarket.loadtest.wire.MessageFields;
import org.jspecify.annotations.Nullable;

/** The names of messages in a system that is driven with {@code message:send} and {@code message:receive}. */
interface Dialect {

    /** The content of the message with this index, in UTF-8. The array may be shared and must not be changed. */
    byte[] content(int index);

    /** Whether this is the content of the message with this index, unaltered. */
    boolean isContent(int index, @Nullable String content);

    /** The members of {@code message:send} that name the message, each after a comma; empty when there are none. */
    String naming(int index);

    /** The index of a received message; -1 for a message that is not of this run. */
    int indexOf(MessageFields message);

    /** Whether chats and messages have identities that can be checked: chat ids, message ids and sequences. */
    boolean numbered();
}
