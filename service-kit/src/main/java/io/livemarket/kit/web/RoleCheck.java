package io.livemarket.kit.web;

import io.livemarket.events.errors.ErrorCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Holds callers to {@link RequiresRole}: an interceptor, since Spring reads and validates a body before it calls the method. */
class RoleCheck implements HandlerInterceptor, WebMvcConfigurer {

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        RequiresRole required = handler instanceof HandlerMethod method ? requiredBy(method) : null;
        if (required != null) {
            if (!(SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken caller)) {
                throw new ApiException(ErrorCode.TOKEN_MISSING);
            }
            if (!Callers.hasRole(caller.getToken(), required.value())) {
                throw new ApiException(ErrorCode.FORBIDDEN);
            }
        }
        return true;
    }

    private static RequiresRole requiredBy(HandlerMethod method) {
        RequiresRole own = method.getMethodAnnotation(RequiresRole.class);
        return own != null ? own : AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), RequiresRole.class);
    }
}
