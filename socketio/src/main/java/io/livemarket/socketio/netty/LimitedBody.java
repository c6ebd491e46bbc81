package io.livemarket.socketio.netty;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** Collects the body of a request up to a limit. */
final class LimitedBody {

    /** The body exceeds the limit. */
    static final class TooLargeException extends RuntimeException {
        TooLargeException(int limit) {
            super("The body has more than " + limit + " bytes", null, false, false);
        }
    }

    private final int limit;
    private byte[] bytes = {};

    LimitedBody(int limit) {
        this.limit = limit;
    }

    LimitedBody add(ByteBuf part) {
        int before = bytes.length;
        if (before + part.readableBytes() > limit) {
            throw new TooLargeException(limit);
        }
        bytes = Arrays.copyOf(bytes, before + part.readableBytes());
        part.getBytes(part.readerIndex(), bytes, before, part.readableBytes());
        return this;
    }

    byte[] bytes() {
        return bytes;
    }
}
