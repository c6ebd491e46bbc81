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
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Enforces {@link RequiresRole}: an interceptor, since Spring reads and validates a body before it calls the method.
 */
public class RoleCheck implements HandlerInterceptor, WebMvcConfigurer {

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method) {
            requiredBy(method.getMethod(), method.getBeanType()).ifPresent(RoleCheck::require);
        }
        return true;
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
