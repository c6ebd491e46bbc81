package io.livemarket.auth.web;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.config.AccountsMode;
import io.livemarket.kit.web.ApiException;
import io.livemarket.kit.web.ExternalTokens;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Enforces {@link OwnAccounts}. */
record OwnAccountsCheck(AccountsMode mode) implements HandlerInterceptor, WebMvcConfigurer {

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method
                && isMarked(method)
                && (mode == AccountsMode.EXTERNAL || isExternal())) {
            throw new ApiException(ErrorCode.ACCOUNT_ELSEWHERE);
        }
        return true;
    }

    private static boolean isMarked(HandlerMethod method) {
        return AnnotatedElementUtils.hasAnnotation(method.getMethod(), OwnAccounts.class)
                || AnnotatedElementUtils.hasAnnotation(method.getBeanType(), OwnAccounts.class);
    }

    private static boolean isExternal() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken caller
                && ExternalTokens.isExternal(caller.getToken());
    }
}
