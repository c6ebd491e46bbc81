package io.livemarket.file.upload;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.LongSupplier;

/** A request's body that must come within a time and at a rate, and whose silence the container bounds. */
final class PatientBody extends FilterInputStream {

    private final Pace pace;
    private final LongSupplier nanos;
    private final long began;
    private long received;

    /**
     * How fast a body is to come.
     *
     * @param atMost all of it comes within this
     * @param grace after this its rate counts
     * @param perSecond bytes a second, on average
     */
    record Pace(Duration atMost, Duration grace, long perSecond) {

        boolean isKept(Duration since, long bytes) {
            return since.compareTo(atMost) <= 0
                    && (since.compareTo(grace) <= 0
                            || bytes >= perSecond * (since.toMillis() - grace.toMillis()) / 1_000);
        }
    }

    /** @param nanos {@link System#nanoTime} */
    PatientBody(InputStream body, Pace pace, LongSupplier nanos) {
        super(body);
        this.pace = pace;
        this.nanos = nanos;
        this.began = nanos.getAsLong();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /** @throws ApiException {@code upload_stalled} */
    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (!pace.isKept(Duration.ofNanos(nanos.getAsLong() - began), received)) {
            throw new ApiException(ErrorCode.UPLOAD_STALLED);
        }
        try {
            int count = super.read(bytes, offset, length);
            received += Math.max(0, count);
            return count;
        } catch (SocketTimeoutException e) {
            throw new ApiException(ErrorCode.UPLOAD_STALLED);
        }
    }
}
