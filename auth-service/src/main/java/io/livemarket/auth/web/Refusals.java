package io.livemarket.auth.web;

import io.livemarket.auth.domain.AuthResult;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import io.livemarket.kit.web.ApiException.FieldProblem;
import java.util.List;

/** The writer's refusals as answers. */
final class Refusals {

    private Refusals() {}

    /** What was accepted.
     *
     * @throws ApiException when it was not */
    static AuthResult.Accepted accepted(AuthResult result) {
        return switch (result) {
            case AuthResult.Accepted accepted -> accepted;
            case AuthResult.Refused refused -> throw refusal(refused.codes());
        };
    }

    private static ApiException refusal(List<ErrorCode> codes) {
        List<FieldProblem> fields = codes.stream()
                .filter(code -> field(code) != null)
                .map(code -> FieldProblem.of(field(code), code))
                .toList();
        return new ApiException(codes.getFirst(), null, fields);
    }

    private static String field(ErrorCode code) {
        return switch (code) {
            case USERNAME_TAKEN -> "username";
            case EMAIL_TAKEN -> "email";
            default -> null;
        };
    }
}
