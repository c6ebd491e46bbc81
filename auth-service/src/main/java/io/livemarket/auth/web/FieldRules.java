package io.livemarket.auth.web;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import io.livemarket.kit.web.ApiException.FieldProblem;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Email;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Validates the fields of a request. Each method collects the problem of its field and returns the field's value, or an
 * empty text where the field is absent; {@link #check} rejects the request with all problems at once, before a value is
 * used.
 */
final class FieldRules {

    static final int LONGEST_URL = 2_048;
    private static final Pattern USERNAME = Pattern.compile("[a-zA-Z0-9._-]{3,30}");
    private static final Pattern UPLOADED = Pattern.compile("/files/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/avatar");
    private static final int LONGEST_EMAIL = 254;

    private final Validator validator;
    private final List<FieldProblem> problems = new ArrayList<>();

    FieldRules(Validator validator) {
        this.validator = validator;
    }

    private record Address(@Email String value) {}

    String username(@Nullable String username) {
        if (username == null || !USERNAME.matcher(username).matches()) {
            problems.add(FieldProblem.of("username", ErrorCode.INVALID_USERNAME));
        }
        return orEmpty(username);
    }

    String email(@Nullable String email) {
        if (email == null || !isEmail(email, validator)) {
            problems.add(FieldProblem.of("email", ErrorCode.INVALID_EMAIL));
        }
        return orEmpty(email);
    }

    static boolean isEmail(String email, Validator validator) {
        return !email.isBlank()
                && email.length() <= LONGEST_EMAIL
                && email.indexOf('.', email.lastIndexOf('@')) > 0
                && validator.validate(new Address(email)).isEmpty();
    }

    /** A field with a text of its own rules. */
    void check(String field, boolean isValid) {
        if (!isValid) {
            problems.add(FieldProblem.of(field, ErrorCode.INVALID_REQUEST));
        }
    }

    String password(@Nullable String password, @Nullable String username) {
        return password("password", password, username);
    }

    /** @param username the user name that the password must not contain, if it is known */
    String password(String field, @Nullable String password, @Nullable String username) {
        String weakness = PasswordRules.weakness(password, username);
        if (weakness != null) {
            problems.add(
                    new FieldProblem(field, ErrorCode.WEAK_PASSWORD, weakness, ErrorCode.WEAK_PASSWORD.messageEs()));
        }
        return orEmpty(password);
    }

    /**
     * Validates an https URL, or the URL of a picture at file-service ({@code /files/:id/avatar}); it may be absent.
     */
    void avatarUrl(@Nullable String url) {
        if (url != null && !UPLOADED.matcher(url).matches() && !isHttps(url)) {
            problems.add(
                    new FieldProblem(
                            "avatarUrl",
                            ErrorCode.INVALID_REQUEST,
                            "An avatar is an https address of at most 2,048 characters, or that of an uploaded picture: /files/:id/avatar.",
                            "Un avatar es una dirección https de 2.048 caracteres como máximo, o la de una imagen subida: /files/:id/avatar."));
        }
    }

    String required(String field, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            problems.add(
                    new FieldProblem(field, ErrorCode.INVALID_REQUEST, "This is required.", "Esto es obligatorio."));
        }
        return orEmpty(value);
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }

    /**
     * @throws ApiException with all problems; its code is the problems' one if they share it, else
     *     {@code invalid_request}
     */
    void check() {
        if (problems.isEmpty()) {
            return;
        }
        ErrorCode first = problems.getFirst().code();
        boolean shared = problems.stream().allMatch(problem -> problem.code() == first);
        throw new ApiException(shared ? first : ErrorCode.INVALID_REQUEST, null, problems);
    }

    static boolean isHttps(String url) {
        if (url.length() > LONGEST_URL) {
            return false;
        }
        try {
            URI uri = new URI(url);
            return "https".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null && uri.getUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
