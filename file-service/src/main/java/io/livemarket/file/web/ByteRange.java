package io.livemarket.file.web;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A range of a content's bytes (RFC 9110, section 14).
 *
 * @param from the first byte, from 0
 * @param to the last byte, inclusive
 */
record ByteRange(long from, long to) {

    private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    long length() {
        return to - from + 1;
    }

    /**
     * The range of a {@code Range} header; empty without a header, and for a header that may be ignored (several
     * ranges, another unit).
     *
     * @throws ApiException {@code range_not_satisfiable}
     */
    static Optional<ByteRange> of(@Nullable String header, long size) {
        if (header == null) {
            return Optional.empty();
        }
        Matcher matcher = ONE.matcher(header.strip());
        if (!matcher.matches() || matcher.group(1).isEmpty() && matcher.group(2).isEmpty()) {
            return Optional.empty();
        }
        if (matcher.group(1).isEmpty()) {
            long last = Math.min(Long.parseLong(matcher.group(2)), size);
            return satisfiable(new ByteRange(size - last, size - 1), size);
        }
        long from = Long.parseLong(matcher.group(1));
        long to = matcher.group(2).isEmpty() ? size - 1 : Long.parseLong(matcher.group(2));
        if (to < from && !matcher.group(2).isEmpty()) {
            return Optional.empty();
        }
        return satisfiable(new ByteRange(from, Math.min(to, size - 1)), size);
    }

    private static Optional<ByteRange> satisfiable(ByteRange range, long size) {
        if (range.from() >= size || range.length() < 1) {
            throw new ApiException(ErrorCode.RANGE_NOT_SATISFIABLE);
        }
        return Optional.of(range);
    }
}
