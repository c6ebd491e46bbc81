package io.livemarket.loadtest.messages;

import io.livemarket.loadtest.wire.MessageFields;
import org.jspecify.annotations.Nullable;

/**
 * The dialect of {@code docs/protocol.md}: a message is found by its {@code clientMessageId}, and has a sequence in its
 * chat.
 */
record LiveMarketDialect(MessageIds ids, Contents contents) implements Dialect {

    @Override
    public byte[] content(int index) {
        return contents.encoded(index);
    }

    @Override
    public boolean isContent(int index, @Nullable String content) {
        return contents.text(index).equals(content);
    }

    @Override
    public String naming(int index) {
        return ",\"clientMessageId\":\"" + ids.of(index) + '"';
    }

    @Override
    public int indexOf(MessageFields message) {
        return ids.indexOf(message.clientMessageId());
    }

    @Override
    public boolean numbered() {
        return true;
    }
}
