package io.livemarket.kit.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.livemarket.events.errors.ErrorCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A problem document (RFC 9457) with members of our own, whose JSON is flat. */
public record Problem(
        String type,
        @JsonUnwrapped Title title,
        int status,
        @Nullable String detail,
        ErrorCode code,
        boolean retryable,
        @Nullable Long retryAfterMs,
        @Nullable List<ApiException.FieldProblem> errors) {

    /** The text to show a person, in English and Spanish. */
    public record Title(String title, String titleEs) {}

    /** The media type of problem documents. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** The document of a code alone. */
    public static Problem of(ErrorCode code) {
        return of(code, null, List.of());
    }

    /** @param detail the explanation for a developer; absent where the code explains enough */
    public static Problem of(ErrorCode code, @Nullable String detail, List<ApiException.FieldProblem> errors) {
        return new Problem(
                "urn:livemarket:problem:" + code.code(),
                new Title(code.message(), code.messageEs()),
                code.status(),
                code.message().equals(detail) ? null : detail,
                code,
                code.retryable(),
                null,
                errors.isEmpty() ? null : errors);
    }

    /** This document with the milliseconds after which to try again. */
    public Problem retryAfter(long millis) {
        return new Problem(type, title, status, detail, code, retryable, millis, errors);
    }
}
