package io.livemarket.auth.web;

import io.livemarket.auth.domain.AuthResult;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import io.livemarket.kit.web.ApiException.FieldProblem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns the writer's rejections into responses. */
final class Refusals {

    private Refusals() {}

    /**
     * The accepted result of a command that names the hash against which the password was verified; empty when the
     * stored hash has changed since, so that the password has to be verified again.
     *
     * @throws ApiException for every other rejection
     */
    static Optional<AuthResult.Accepted> acceptedForHash(AuthResult result) {
        boolean stale =
                result instanceof AuthResult.Refused refused && refused.codes().contains(ErrorCode.WRONG_PASSWORD);
        return stale ? Optional.empty() : Optional.of(accepted(result));
    }

    /**
     * The accepted result.
     *
     * @throws ApiException for a rejection
     */
    static AuthResult.Accepted accepted(AuthResult result) {
        return switch (result) {
            case AuthResult.Accepted accepted -> accepted;
            case AuthResult.Refused refused -> throw refusal(refused.codes());
        };
    }

    private static ApiException refusal(List<ErrorCode> codes) {
        List<FieldProblem> fields = codes.stream()
                .flatMap(code -> Stream.ofNullable(field(code)).map(field -> FieldProblem.of(field, code)))
                .toList();
        return new ApiException(codes.getFirst(), null, fields);
    }

    private static @Nullable String field(ErrorCode code) {
        return switch (code) {
            case USERNAME_TAKEN -> "username";
            case EMAIL_TAKEN -> "email";
            default -> null;
        };
    }
}
