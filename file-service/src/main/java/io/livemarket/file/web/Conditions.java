package io.livemarket.file.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code If-None-Match} (RFC 9110, section 13.1.2): one tag or several, weak or strong, or {@code *} for any. */
final class Conditions {

    private static final Pattern TAG = Pattern.compile("(?:W/)?(\"[\\x21\\x23-\\x7E\\x80-\\xFF]*\")");

    private Conditions() {}

    /** Whether the client already has the content with this tag. */
    static boolean isKnown(HttpServletRequest request, String etag) {
        String tags = String.join(",", Collections.list(request.getHeaders("If-None-Match")));
        if (tags.strip().equals("*")) {
            return true;
        }
        Matcher tag = TAG.matcher(tags);
        while (tag.find()) {
            if (tag.group(1).equals(etag)) {
                return true;
            }
        }
        return false;
    }
}
