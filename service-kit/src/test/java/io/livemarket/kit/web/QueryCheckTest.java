package io.livemarket.kit.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livemarket.events.errors.ErrorCode;
import jakarta.servlet.DispatcherType;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;

/** A query parameter that an operation does not have is refused by its name. */
class QueryCheckTest {

    private final QueryCheck check = new QueryCheck();

    static class Operations {
        public void list(@RequestParam String cursor, @RequestParam("max") int limit, String body) {}

        @ReadsQuery({"expires", "signature"})
        public void content(@RequestParam(required = false) String name) {}

        public void none() {}
    }

    private boolean passes(String operation, String query) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
        request.setQueryString(query);
        return check.preHandle(request, null, handler(operation));
    }

    private static HandlerMethod handler(String operation) {
        return new HandlerMethod(
                new Operations(),
                Arrays.stream(Operations.class.getMethods())
                        .filter(method -> method.getName().equals(operation))
                        .findFirst()
                        .orElseThrow());
    }

    private void isRefused(String field, String operation, String query) {
        assertThatThrownBy(() -> passes(operation, query)).isInstanceOfSatisfying(ApiException.class, refused -> {
            assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
            assertThat(refused.fields())
                    .extracting(ApiException.FieldProblem::field)
                    .containsExactly(field);
        });
    }

    @Test
    void knownParametersPassInEveryEncoding() {
        assertThat(passes("list", null)).isTrue();
        assertThat(passes("list", "")).isTrue();
        assertThat(passes("list", "cursor=a&max=3&cursor=b&&")).isTrue();
        assertThat(passes("list", "%63ursor=%C3%B1&max")).isTrue();
        assertThat(passes("list", "cursor=%EF%BF%BD+%F0%9F%9A%B2+50%25")).isTrue();
        assertThat(passes("content", "expires=1&signature=x&name=y")).isTrue();
    }

    @Test
    void unknownParametersAreRefusedByName() {
        isRefused("search", "list", "cursor=a&search=bike");
        isRefused("limit", "list", "limit=3");
        isRefused("body", "list", "body=x");
        isRefused("Cursor", "list", "Cursor=a");
        isRefused("x", "none", "x");
        isRefused("signature ", "content", "signature+=x");
    }

    @Test
    void aNameWithoutAnEndIsCutInTheAnswer() {
        isRefused("x".repeat(64), "none", "x".repeat(4_000) + "=1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cursor%zz=a",
                "cursor=%C3%28",
                "cursor=%C3(",
                "cursor=a&max=%ff",
                "%c0%af=1",
                "cursor=%ed%a0%80",
                "cursor=a%00"
            })
    void aQueryThatIsNotEncodedTextIsRefused(String query) {
        assertThatThrownBy(() -> passes("list", query))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST));
    }

    @Test
    void anErrorPageIsNotRefusedForItsQuery() {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/error");
        request.setQueryString("x=1");
        request.setDispatcherType(DispatcherType.ERROR);
        assertThat(check.preHandle(request, null, handler("none"))).isTrue();
    }
}
