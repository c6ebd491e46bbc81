package io.livemarket.file.upload;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** A request's body that must come within a time, and whose silence the container bounds. */
final class PatientBody extends FilterInputStream {

    private final long deadline;

    PatientBody(InputStream body, Duration atMost) {
        super(body);
        this.deadline = System.nanoTime() + atMost.toNanos();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /** @throws ApiException {@code upload_stalled} */
    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (System.nanoTime() > deadline) {
            throw new ApiException(ErrorCode.UPLOAD_STALLED);
        }
        try {
            return super.read(bytes, offset, length);
        } catch (SocketTimeoutException e) {
            throw new ApiException(ErrorCode.UPLOAD_STALLED);
        }
    }
}
