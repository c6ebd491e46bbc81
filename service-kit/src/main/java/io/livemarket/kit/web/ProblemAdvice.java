package io.livemarket.kit.web;

import com.mongodb.MongoException;
import io.livemarket.events.errors.ErrorCode;
import jakarta.validation.ConstraintViolationException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;

/**
 * Converts the exceptions of controllers into problem documents. An unknown exception is {@code internal}, and logged.
 */
@RestControllerAdvice
public class ProblemAdvice {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    ResponseEntity<Problem> refused(ApiException e) {
        Problem problem = Problem.of(e.code(), e.getMessage(), e.fields());
        Long retryAfterMs = e.retryAfterMs();
        return answer(retryAfterMs == null ? problem : problem.retryAfter(retryAfterMs));
    }

    @ExceptionHandler
    ResponseEntity<Problem> unreadable(HttpMessageNotReadableException e) {
        if (e.getMostSpecificCause() instanceof ApiException refused) { // Thrown by BodyLimit while the body was read.
            return refused(refused);
        }
        ErrorCode code = switch (e.getCause()) {
            // A number beyond the range of the field: valid JSON, of another shape.
            case InputCoercionException _ -> ErrorCode.INVALID_REQUEST;
            case StreamReadException _ -> ErrorCode.MALFORMED_JSON;
            case InvalidFormatException format when format.getTargetType() == UUID.class -> ErrorCode.INVALID_ID;
            case null, default -> ErrorCode.INVALID_REQUEST;
        };
        return answer(Problem.of(
                code,
                null,
                code == ErrorCode.MALFORMED_JSON
                        ? List.of()
                        : UnreadableField.of(e.getCause())
                                .map(field -> ApiException.FieldProblem.of(field, code))
                                .stream()
                                .toList()));
    }

    @ExceptionHandler
    ResponseEntity<Problem> invalid(MethodArgumentNotValidException e) {
        List<ApiException.FieldProblem> fields = e.getBindingResult().getFieldErrors().stream()
                .map(error -> new ApiException.FieldProblem(
                        error.getField(),
                        ErrorCode.INVALID_REQUEST,
                        ruleOf(error),
                        ErrorCode.INVALID_REQUEST.messageEs()))
                .toList();
        return answer(Problem.of(ErrorCode.INVALID_REQUEST, null, fields));
    }

    @ExceptionHandler
    ResponseEntity<Problem> invalid(HandlerMethodValidationException e) {
        List<ApiException.FieldProblem> fields = e.getParameterValidationResults().stream()
                .map(result -> new ApiException.FieldProblem(
                        Objects.requireNonNullElse(result.getMethodParameter().getParameterName(), ""),
                        ErrorCode.INVALID_REQUEST,
                        ruleOf(result.getResolvableErrors().getFirst()),
                        ErrorCode.INVALID_REQUEST.messageEs()))
                .toList();
        return answer(Problem.of(ErrorCode.INVALID_REQUEST, null, fields));
    }

    /** {@link InvalidParameterException}: a form that the container cannot decode, such as one that is no UTF-8. */
    @ExceptionHandler({
        ConstraintViolationException.class,
        ServletRequestBindingException.class,
        InvalidParameterException.class
    })
    ResponseEntity<Problem> invalid(Exception e) {
        return answer(Problem.of(ErrorCode.INVALID_REQUEST));
    }

    @ExceptionHandler
    ResponseEntity<Problem> mismatch(MethodArgumentTypeMismatchException e) {
        boolean id = e.getRequiredType() == UUID.class;
        return answer(Problem.of(
                id ? ErrorCode.INVALID_ID : ErrorCode.INVALID_REQUEST,
                null,
                List.of(ApiException.FieldProblem.of(
                        e.getName(), id ? ErrorCode.INVALID_ID : ErrorCode.INVALID_REQUEST))));
    }

    @ExceptionHandler
    ResponseEntity<Problem> nothing(NoResourceFoundException e) {
        return answer(Problem.of(ErrorCode.NOT_FOUND));
    }

    @ExceptionHandler
    ResponseEntity<Problem> method(HttpRequestMethodNotSupportedException e) {
        Problem problem = Problem.of(ErrorCode.METHOD_NOT_ALLOWED);
        return ResponseEntity.status(problem.status())
                .contentType(MediaType.parseMediaType(Problem.MEDIA_TYPE))
                .headers(e.getHeaders())
                .body(problem);
    }

    @ExceptionHandler
    ResponseEntity<Problem> mediaType(HttpMediaTypeException e) {
        return answer(Problem.of(ErrorCode.UNSUPPORTED_MEDIA_TYPE));
    }

    @ExceptionHandler({KafkaException.class, MongoException.class, TimeoutException.class})
    ResponseEntity<Problem> unavailable(Exception e) {
        log.warn(
                "Request answered with unavailable, since a dependency does not answer: {}",
                e.getClass().getName());
        return answer(Problem.of(ErrorCode.UNAVAILABLE).retryAfter(1_000));
    }

    @ExceptionHandler
    ResponseEntity<Problem> failed(CompletionException e) {
        return switch (e.getCause()) {
            case ApiException refused -> refused(refused);
            case KafkaException away -> unavailable(away);
            case TimeoutException away -> unavailable(away);
            case MongoException away -> unavailable(away);
            case null, default -> internal(e);
        };
    }

    @ExceptionHandler
    ResponseEntity<Problem> internal(Exception e) {
        log.error("Request answered with internal, because of an unexpected exception", e);
        return answer(Problem.of(ErrorCode.INTERNAL));
    }

    private static String ruleOf(MessageSourceResolvable error) {
        return Objects.requireNonNullElse(error.getDefaultMessage(), ErrorCode.INVALID_REQUEST.message());
    }

    static ResponseEntity<Problem> answer(Problem problem) {
        ResponseEntity.BodyBuilder response =
                ResponseEntity.status(problem.status()).contentType(MediaType.parseMediaType(Problem.MEDIA_TYPE));
        Long retryAfterMs = problem.retryAfterMs();
        if (retryAfterMs != null) {
            response.header("Retry-After", Long.toString(Math.max(1, (retryAfterMs + 999) / 1000)));
        }
        return response.body(problem);
    }
}
