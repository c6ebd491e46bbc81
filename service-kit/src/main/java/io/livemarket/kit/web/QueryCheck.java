package io.livemarket.kit.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Refuses requests with query parameters that are no text, or that their operation does not have, after
 * {@link RoleCheck} and before the body is read.
 */
public class QueryCheck implements HandlerInterceptor, WebMvcConfigurer {

    private static final int AFTER_ROLES = 1;

    private final QueryParameters parameters = new QueryParameters();

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).order(AFTER_ROLES);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        String query = request.getQueryString();
        if (query != null
                && handler instanceof HandlerMethod operation
                && request.getDispatcherType() == DispatcherType.REQUEST) {
            parameters.require(operation, QueryParameters.names(query));
        }
        return true;
    }
}
