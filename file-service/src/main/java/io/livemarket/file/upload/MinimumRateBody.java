package io.livemarket.file.upload;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A request's body that must be received within a time and at a least rate. The container limits the time without any
 * bytes.
 */
final class MinimumRateBody extends FilterInputStream {

    private final MinimumRate minimumRate;
    private final LongSupplier nanos;
    private final long began;
    private long received;

    /**
     * The required speed of a body.
     *
     * @param atMost the longest time of the whole body
     * @param grace the time from the start after which the rate is checked
     * @param perSecond the least average rate after the grace time, in bytes per second
     */
    record MinimumRate(Duration atMost, Duration grace, long perSecond) {

        boolean isKept(Duration since, long bytes) {
            return since.compareTo(atMost) <= 0
                    && (since.compareTo(grace) <= 0
                            || bytes >= perSecond * (since.toMillis() - grace.toMillis()) / 1_000);
        }
    }

    /** @param nanos {@link System#nanoTime} */
    MinimumRateBody(InputStream body, MinimumRate minimumRate, LongSupplier nanos) {
        super(body);
        this.minimumRate = minimumRate;
        this.nanos = nanos;
        this.began = nanos.getAsLong();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /** @throws ApiException {@code upload_stalled} when the body is too slow or silent */
    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (!minimumRate.isKept(Duration.ofNanos(nanos.getAsLong() - began), received)) {
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
