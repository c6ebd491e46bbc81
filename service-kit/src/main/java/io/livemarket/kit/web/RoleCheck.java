package io.livemarket.kit.web;

import io.livemarket.events.errors.ErrorCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Enforces {@link RequiresRole} and {@link ForServices}: an interceptor, since Spring reads and validates a body before
 * it calls the method.
 */
public class RoleCheck implements HandlerInterceptor, WebMvcConfigurer {

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method) {
            Optional<Jwt> service = service();
            if (service.isPresent()) {
                requireScope(service.get(), scopeOf(method.getMethod(), method.getBeanType()));
            } else {
                requiredBy(method.getMethod(), method.getBeanType()).ifPresent(RoleCheck::require);
            }
        }
        return true;
    }

    /** The token of a service account; empty for any other caller. */
    private static Optional<Jwt> service() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken caller
                ? Optional.of(caller.getToken()).filter(Callers::isService)
                : Optional.empty();
    }

    private static void requireScope(Jwt token, Optional<String> scope) {
        if (scope.filter(required -> Callers.hasScope(token, required)).isEmpty()) {
            throw new ApiException(ErrorCode.FORBIDDEN);
        }
    }

    /** The scope with which service accounts may call a method of a controller: its own, else its controller's. */
    public static Optional<String> scopeOf(Method method, Class<?> controller) {
        return Stream.<AnnotatedElement>of(method, controller)
                .map(element -> AnnotatedElementUtils.findMergedAnnotation(element, ForServices.class))
                .filter(Objects::nonNull)
                .map(ForServices::value)
                .findFirst();
    }

    /** The role that a method of a controller requires: its own, else its controller's. */
    public static Optional<String> requiredBy(Method method, Class<?> controller) {
        return Stream.<AnnotatedElement>of(method, controller)
                .map(element -> AnnotatedElementUtils.findMergedAnnotation(element, RequiresRole.class))
                .filter(Objects::nonNull)
                .map(RequiresRole::value)
                .findFirst();
    }

    private static void require(String role) {
        if (!(SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken caller)) {
            throw new ApiException(ErrorCode.TOKEN_MISSING);
        }
        if (!Callers.hasRole(caller.getToken(), role)) {
            throw new ApiException(ErrorCode.FORBIDDEN);
        }
    }
}
