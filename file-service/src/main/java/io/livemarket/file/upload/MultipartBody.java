package io.livemarket.file.upload;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.tomcat.util.http.fileupload.ParameterParser;
import org.jspecify.annotations.Nullable;

/**
 * A {@code multipart/form-data} body (RFC 7578), read while it is received: one part with the name {@code file}. Only
 * the window of {@link MultipartStream} is held in memory.
 */
final class MultipartBody {

    private static final String FIELD = "file";
    private static final String MEDIA_TYPE = "multipart/form-data";
    /** The boundaries of RFC 2046, section 5.1.1, and no others, so that a delimiter has no line end within. */
    private static final Pattern BOUNDARY = Pattern.compile("[\\x21-\\x7e](?:[\\x20-\\x7e]{0,68}[\\x21-\\x7e])?");

    private final MultipartStream stream;

    private MultipartBody(MultipartStream stream) {
        this.stream = stream;
    }

    /**
     * Starts reading the form of a request.
     *
     * @param body the stream that is read in place of the request's own one
     * @throws ApiException {@code unsupported_media_type} for a request without a form, {@code invalid_multipart} for a
     *     malformed boundary
     */
    static MultipartBody of(HttpServletRequest request, InputStream body) {
        return of(request.getContentType(), body);
    }

    static MultipartBody of(@Nullable String contentType, InputStream body) {
        if (contentType == null || !contentType.regionMatches(true, 0, MEDIA_TYPE, 0, MEDIA_TYPE.length())) {
            throw new ApiException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "The body is to be " + MEDIA_TYPE);
        }
        String boundary = parameters(contentType).get("boundary");
        if (boundary == null || !BOUNDARY.matcher(boundary).matches()) {
            throw new ApiException(ErrorCode.INVALID_MULTIPART, "The form's boundary is missing or is none");
        }
        return new MultipartBody(new MultipartStream(body, boundary));
    }

    /**
     * The part with the file.
     *
     * @throws ApiException {@code invalid_multipart}
     */
    UploadedPart file() throws IOException {
        try {
            if (!stream.nextPart()) {
                throw new ApiException(ErrorCode.INVALID_MULTIPART, "There is no part in the form");
            }
            String disposition = stream.headers().getOrDefault("content-disposition", "");
            Map<String, String> parameters = parameters(disposition);
            if (!disposition.strip().toLowerCase(Locale.ROOT).startsWith("form-data")
                    || !FIELD.equals(parameters.get("name"))
                    || !parameters.containsKey("filename")) {
                throw new ApiException(ErrorCode.INVALID_MULTIPART, "The part is to be called file, with a file name");
            }
            return new UploadedPart(unquoted(parameters.get("filename")), stream.content());
        } catch (MalformedForm e) {
            throw broken(e);
        }
    }

    /**
     * The decoded name of a file. Programs escape quotes and backslashes with a backslash (RFC 9110, section 5.6.4);
     * browsers percent-encode quotes and line ends, and no other characters (HTML, multipart/form-data encoding
     * algorithm).
     */
    private static @Nullable String unquoted(@Nullable String name) {
        return name == null
                ? null
                : name.replaceAll("\\\\([\"\\\\])", "$1").replace("%22", "\"").replaceAll("%0[DdAa]", "");
    }

    /**
     * Requires that the form ends after its file: a body that was cut off has no end.
     *
     * @throws ApiException {@code invalid_multipart}
     */
    void requireEnd() throws IOException {
        try {
            if (stream.nextPart()) {
                throw new ApiException(ErrorCode.INVALID_MULTIPART, "There is more than one part in the form");
            }
        } catch (MalformedForm e) {
            throw broken(e);
        }
    }

    /**
     * The parameters of a header's value, by their names in lower case. Tomcat's parser supports quotes and RFC 2231.
     */
    private static Map<String, String> parameters(String header) {
        ParameterParser parser = new ParameterParser();
        parser.setLowerCaseNames(true);
        return parser.parse(header, ';');
    }

    static ApiException broken(MalformedForm e) {
        return new ApiException(ErrorCode.INVALID_MULTIPART, "The form can't be read: " + e.getMessage());
    }
}
