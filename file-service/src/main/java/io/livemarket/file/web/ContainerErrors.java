package io.livemarket.file.web;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.Problem;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers the container's own errors as problem documents, most of all a body of which no bytes arrived. */
@RestController
class ContainerErrors implements ErrorController {

    @RequestMapping("/error")
    ResponseEntity<Problem> error(HttpServletRequest request) {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        ErrorCode code = switch (status) {
            case Integer n when n == ErrorCode.UPLOAD_STALLED.status() -> ErrorCode.UPLOAD_STALLED;
            case Integer n when n >= 400 && n < 500 -> ErrorCode.INVALID_REQUEST;
            case null, default -> ErrorCode.INTERNAL;
        };
        return ResponseEntity.status(code.status())
                .contentType(MediaType.parseMediaType(Problem.MEDIA_TYPE))
                .body(Problem.of(code));
    }
}
