package io.livemarket.file.upload;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.FileUploadException;
import org.apache.tomcat.util.http.fileupload.servlet.ServletRequestContext;

/**
 * A {@code multipart/form-data} body (RFC 7578), read as it comes: one part called {@code file}, nothing held in memory but
 * the parser's window. The parser is the one that Tomcat brings.
 */
final class MultipartBody {

    private static final String FIELD = "file";
    private static final String MEDIA_TYPE = "multipart/form-data";
    private static final int HEADERS_MAX = 4 * 1024;

    private final FileItemIterator parts;

    private MultipartBody(FileItemIterator parts) {
        this.parts = parts;
    }

    /**
     * Begins to read a request.
     *
     * @param body what is read in place of the request's own stream
     * @throws ApiException {@code unsupported_media_type} when it is no form, {@code invalid_multipart} when it is a bad one
     */
    static MultipartBody of(HttpServletRequest request, InputStream body) throws IOException {
        String type = request.getContentType();
        if (type == null || !type.regionMatches(true, 0, MEDIA_TYPE, 0, MEDIA_TYPE.length())) {
            throw new ApiException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "The body is to be " + MEDIA_TYPE);
        }
        FileUpload parser = new FileUpload();
        parser.setHeaderEncoding(StandardCharsets.UTF_8.name());
        parser.setPartHeaderSizeMax(HEADERS_MAX);
        try {
            return new MultipartBody(parser.getItemIterator(new ServletRequestContext(request) {
                @Override
                public InputStream getInputStream() {
                    return body;
                }
            }));
        } catch (FileUploadException e) {
            throw broken(e);
        }
    }

    /** The file. */
    UploadedPart file() throws IOException {
        try {
            if (!parts.hasNext()) {
                throw new ApiException(ErrorCode.INVALID_MULTIPART, "There is no part in the form");
            }
            FileItemStream part = parts.next();
            if (part.isFormField() || !FIELD.equals(part.getFieldName())) {
                throw new ApiException(ErrorCode.INVALID_MULTIPART, "The part is to be called file, with a file name");
            }
            return new UploadedPart(part.getName(), part.openStream());
        } catch (FileUploadException e) {
            throw broken(e);
        }
    }

    /** Holds that the form ends behind its file as it must: a body that was cut off has no end. */
    void requireEnd() throws IOException {
        try {
            if (parts.hasNext()) {
                throw new ApiException(ErrorCode.INVALID_MULTIPART, "There is more than one part in the form");
            }
        } catch (FileUploadException e) {
            throw broken(e);
        }
    }

    static ApiException broken(IOException e) {
        return new ApiException(ErrorCode.INVALID_MULTIPART, "The form can't be read: " + e.getClass().getSimpleName());
    }
}
