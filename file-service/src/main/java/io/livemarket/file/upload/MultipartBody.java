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

/**
 * A {@code multipart/form-data} body (RFC 7578), read as it comes: one part called {@code file}, nothing held in memory
 * but the window of {@link MultipartStream}.
 */
final class MultipartBody {

    private static final String FIELD = "file";
    private static final String MEDIA_TYPE = "multipart/form-data";
    /** RFC 2046, section 5.1.1, and no more than that: what is searched for is never a line's end. */
    private static final Pattern BOUNDARY = Pattern.compile("[\\x21-\\x7e](?:[\\x20-\\x7e]{0,68}[\\x21-\\x7e])?");

    private final MultipartStream stream;

    private MultipartBody(MultipartStream stream) {
        this.stream = stream;
    }

    /**
     * Begins to read a request.
     *
     * @param body what is read in place of the request's own stream
     * @throws ApiException {@code unsupported_media_type} when it is no form, {@code invalid_multipart} when it is a
     *     bad one
     */
    static MultipartBody of(HttpServletRequest request, InputStream body) {
        return of(request.getContentType(), body);
    }

    static MultipartBody of(String contentType, InputStream body) {
        if (contentType == null || !contentType.regionMatches(true, 0, MEDIA_TYPE, 0, MEDIA_TYPE.length())) {
            throw new ApiException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "The body is to be " + MEDIA_TYPE);
        }
        String boundary = parameters(contentType).get("boundary");
        if (boundary == null || !BOUNDARY.matcher(boundary).matches()) {
            throw new ApiException(ErrorCode.INVALID_MULTIPART, "The form's boundary is missing or is none");
        }
        return new MultipartBody(new MultipartStream(body, boundary));
    }

    /** The file. */
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
     * The name that a client meant. Programs write quotes and backslashes of a name behind a backslash (RFC 9110,
     * section 5.6.4); browsers write quotes and line ends percent-encoded, and nothing else (HTML, multipart/form-data
     * encoding algorithm).
     */
    private static String unquoted(String name) {
        return name == null
                ? null
                : name.replaceAll("\\\\([\"\\\\])", "$1").replace("%22", "\"").replaceAll("%0[DdAa]", "");
    }

    /** Holds that the form ends behind its file as it must: a body that was cut off has no end. */
    void requireEnd() throws IOException {
        try {
            if (stream.nextPart()) {
                throw new ApiException(ErrorCode.INVALID_MULTIPART, "There is more than one part in the form");
            }
        } catch (MalformedForm e) {
            throw broken(e);
        }
    }

    /** Of a header's value, by their names in small letters; Tomcat's parser knows the quotes, and RFC 2231. */
    private static Map<String, String> parameters(String header) {
        ParameterParser parser = new ParameterParser();
        parser.setLowerCaseNames(true);
        return parser.parse(header, ';');
    }

    static ApiException broken(MalformedForm e) {
        return new ApiException(ErrorCode.INVALID_MULTIPART, "The form can't be read: " + e.getMessage());
    }
}
