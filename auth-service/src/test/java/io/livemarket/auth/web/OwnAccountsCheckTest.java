package io.livemarket.auth.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.config.AccountsMode;
import io.livemarket.kit.web.ApiException;
import io.livemarket.kit.web.ExternalTokens;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.method.HandlerMethod;

/** The operations of accounts that log in here, for others. */
class OwnAccountsCheckTest {

    private static final Class<?>[] CONTROLLERS = {
        AuthController.class,
        MailedLinksController.class,
        DeletionController.class,
        OwnSessionsController.class,
        UsersController.class
    };

    @AfterEach
    void forget() {
        SecurityContextHolder.clearContext();
    }

    private static HandlerMethod handler(String name) {
        for (Class<?> controller : CONTROLLERS) {
            for (Method method : controller.getDeclaredMethods()) {
                if ((controller.getSimpleName() + "." + method.getName()).equals(name)) {
                    return new HandlerMethod(new Object(), method) {
                        @Override
                        public Class<?> getBeanType() {
                            return controller;
                        }
                    };
                }
            }
        }
        throw new AssertionError(name + " is not among " + Arrays.toString(CONTROLLERS));
    }

    private static void external(boolean isExternal) {
        Jwt.Builder token = Jwt.withTokenValue("token")
                .header("alg", "RS256")
                .subject(UUID.randomUUID().toString());
        SecurityContextHolder.getContext()
                .setAuthentication(new JwtAuthenticationToken(
                        isExternal ? token.claim(ExternalTokens.SUBJECT, "ana").build() : token.build()));
    }

    @ParameterizedTest
    @CsvSource({
        "AuthController.register",
        "AuthController.login",
        "AuthController.refresh",
        "MailedLinksController.requestReset",
        "MailedLinksController.resetPassword",
        "MailedLinksController.requestVerification",
        "DeletionController.delete",
        "OwnSessionsController.changePassword",
        "OwnSessionsController.end",
        "UsersController.update"
    })
    void externalUsersManageTheirAccountsElsewhere(String operation) {
        HandlerMethod method = handler(operation);
        assertThat(new OwnAccountsCheck(AccountsMode.OWN).preHandle(null, null, method))
                .isTrue();
        external(false);
        assertThat(new OwnAccountsCheck(AccountsMode.BOTH).preHandle(null, null, method))
                .isTrue();
        assertElsewhere(AccountsMode.EXTERNAL, method);
        external(true);
        assertElsewhere(AccountsMode.BOTH, method);
        SecurityContextHolder.clearContext();
        assertElsewhere(AccountsMode.EXTERNAL, method);
    }

    @Test
    void externalUsersReadProfiles() {
        external(true);
        assertThat(new OwnAccountsCheck(AccountsMode.EXTERNAL).preHandle(null, null, handler("UsersController.me")))
                .isTrue();
    }

    private static void assertElsewhere(AccountsMode mode, HandlerMethod method) {
        assertThatThrownBy(() -> new OwnAccountsCheck(mode).preHandle(null, null, method))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.ACCOUNT_ELSEWHERE));
    }
}
