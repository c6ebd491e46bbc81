package io.livemarket.kit.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.livemarket.events.errors.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class ContentTypeCheckTest {

    private final ContentTypeCheck check = new ContentTypeCheck();

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/*", "application/*+json", "*/*;charset=utf-8"})
    void aRangeOfTypesIsNoTypeOfABody(String type) {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> passes(type))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.UNSUPPORTED_MEDIA_TYPE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "multipart/form-data; boundary=a*b", "nonsense", ""})
    void oneTypePasses(String type) {
        assertThat(passes(type)).isTrue();
    }

    @Test
    void noTypePasses() {
        assertThat(check.preHandle(new MockHttpServletRequest("POST", "/"), null, this))
                .isTrue();
    }

    private boolean passes(String type) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/");
        request.addHeader("Content-Type", type);
        return check.preHandle(request, null, this);
    }
}
