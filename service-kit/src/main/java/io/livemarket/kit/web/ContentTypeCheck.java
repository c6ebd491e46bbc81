package io.livemarket.kit.web;

import io.livemarket.events.errors.ErrorCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Refuses a {@code Content-Type} that is a range of types, which no body has, after {@link RoleCheck} and before the
 * body is read: Spring fails at one.
 */
public class ContentTypeCheck implements HandlerInterceptor, WebMvcConfigurer {

    private static final int AFTER_QUERIES = 2;

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).order(AFTER_QUERIES);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        String type = request.getContentType();
        if (type != null && type.split(";", 2)[0].indexOf('*') >= 0) {
            throw new ApiException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "A body has one type");
        }
        return true;
    }
}
