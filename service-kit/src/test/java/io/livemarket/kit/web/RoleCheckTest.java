package io.livemarket.kit.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livemarket.events.errors.ErrorCode;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.method.HandlerMethod;

/**
 * A caller without the role is refused before the method is called, and so before Spring reads the method's parameters.
 */
class RoleCheckTest {

    private final RoleCheck check = new RoleCheck();

    @RequiresRole(Callers.MODERATOR)
    static class Moderators {
        public void any() {}

        @RequiresRole(Callers.OPERATOR)
        public void operators() {}
    }

    static class Everyone {
        public void any() {}
    }

    @RequiresRole(Callers.OPERATOR)
    @ForServices(Callers.USERS_WRITE)
    static class Users {
        public void any() {}

        @ForServices(Callers.CHATS_WRITE)
        public void chats() {}
    }

    @AfterEach
    void forget() {
        SecurityContextHolder.clearContext();
    }

    private boolean passes(Object controller, String method, String... roles) throws NoSuchMethodException {
        Jwt token = Jwt.withTokenValue("token")
                .header("alg", "ES256")
                .subject(UUID.randomUUID().toString())
                .claim("roles", List.of(roles))
                .build();
        SecurityContextHolder.getContext().setAuthentication(new JwtAuthenticationToken(token));
        return check.preHandle(
                null, null, new HandlerMethod(controller, controller.getClass().getMethod(method)));
    }

    private boolean passesAsService(Object controller, String method, String scopes) throws NoSuchMethodException {
        String id = UUID.randomUUID().toString();
        Jwt token = Jwt.withTokenValue("token")
                .header("alg", "ES256")
                .subject(id)
                .claim(Callers.CLIENT_ID, id)
                .claim("scope", scopes)
                .claim("roles", List.of("operator", "moderator"))
                .build();
        SecurityContextHolder.getContext().setAuthentication(new JwtAuthenticationToken(token));
        return check.preHandle(
                null, null, new HandlerMethod(controller, controller.getClass().getMethod(method)));
    }

    @Test
    void aServiceAccountNeedsTheScopeOfTheOperation() throws Exception {
        assertThat(passesAsService(new Users(), "any", "chats:write users:write"))
                .isTrue();
        assertThat(passesAsService(new Users(), "chats", "chats:write")).isTrue();
        for (String scopes : List.of("", "users:writer", "chats:write", "users:write,chats:write")) {
            assertThatThrownBy(() -> passesAsService(new Users(), "any", scopes))
                    .isInstanceOfSatisfying(
                            ApiException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.FORBIDDEN));
        }
    }

    @Test
    void everyOperationWithoutAScopeIsClosedToServiceAccounts() {
        for (Object controller : List.of(new Everyone(), new Moderators())) {
            assertThatThrownBy(() -> passesAsService(controller, "any", "users:write chats:write messages:system"))
                    .isInstanceOfSatisfying(
                            ApiException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.FORBIDDEN));
        }
    }

    @Test
    void aScopeInAPersonsTokenIsNone() throws Exception {
        isRefused(ErrorCode.FORBIDDEN, new Users(), "any", "users:write");
        assertThat(passes(new Users(), "any", "operator")).isTrue();
    }

    private void isRefused(ErrorCode code, Object controller, String method, String... roles) {
        assertThatThrownBy(() -> passes(controller, method, roles))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    @Test
    void aControllersRoleHoldsForItsMethods() throws Exception {
        assertThat(passes(new Moderators(), "any", "moderator")).isTrue();
        isRefused(ErrorCode.FORBIDDEN, new Moderators(), "any");
        isRefused(ErrorCode.FORBIDDEN, new Moderators(), "any", "operator");
    }

    @Test
    void aMethodsRoleComesBeforeItsControllers() throws Exception {
        assertThat(passes(new Moderators(), "operators", "operator")).isTrue();
        isRefused(ErrorCode.FORBIDDEN, new Moderators(), "operators", "moderator");
    }

    @Test
    void withoutARoleEveryCallerPasses() throws Exception {
        assertThat(passes(new Everyone(), "any")).isTrue();
    }

    @Test
    void aRequestWithoutATokenIsRefused() {
        assertThatThrownBy(() -> check.preHandle(
                        null, null, new HandlerMethod(new Moderators(), Moderators.class.getMethod("any"))))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.TOKEN_MISSING));
    }
}
