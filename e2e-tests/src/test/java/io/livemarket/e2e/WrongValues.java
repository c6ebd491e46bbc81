package io.livemarket.e2e;

import java.util.List;
import java.util.Map;

/** What clients get wrong, by the place where it stands. */
final class WrongValues {

    private static final String LONG = "x".repeat(9_000);

    /** JSON in place of a field's value. */
    static final List<String> JSON = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1.5",
            "1e400",
            "-0",
            "9223372036854775807",
            "9223372036854775808",
            "1".repeat(400),
            "\"\"",
            "\" \"",
            "\"x\"",
            "\"\\u0000\"",
            "\"a\\u0007b\"",
            "\"\\ud800\"",
            "\"\\udfff\\ud83d\"",
            "\"\\u202e\\u200b\"",
            "\"../../x\"",
            "\"1-1-1-1-1\"",
            "\"9999999999-01-01T00:00:00Z\"",
            "\"+999999999-12-31T23:59:59Z\"",
            "\"" + LONG + "\"",
            "[]",
            "{}",
            "[null]",
            "[[1],{\"a\":[]}]",
            "[\"x\",\"x\"]",
            "{\"__proto__\":{\"a\":null}}",
            "[".repeat(2_000) + "]".repeat(2_000),
            "{\"a\":".repeat(900) + "1" + "}".repeat(900));

    /** A body. */
    static final List<String> BODIES = List.of(
            "",
            " ",
            "{",
            "}",
            "[]",
            "null",
            "true",
            "7",
            "\"text\"",
            "{}",
            "{\"a\":1}x",
            "{\"a\":1,}",
            "{'a':1}",
            "{a:1}",
            "{\"a\":NaN}",
            "{\"a\":01}",
            "// x\n{}",
            "{\"a\":\"\n\"}",
            "{\"\":{}}",
            "{}{}",
            "\ufeff{}",
            "[".repeat(100_000),
            "{\"a\":".repeat(20_000),
            "<a/>",
            "a=1&b=2",
            "\"" + LONG,
            "{\"a\":1" + "0".repeat(5_000) + "}");

    /** A part of the path, or the value of a query's parameter. */
    static final List<String> PARAMETERS = List.of(
            "nonsense",
            "-1",
            "0",
            "1.5",
            "1e3",
            "%00",
            "%",
            "%zz",
            "%C0%AF",
            "%ED%A0%80",
            "%FF",
            "1-1-1-1-1",
            "9223372036854775807",
            "9223372036854775808",
            "999999999999",
            "%2B999999999-12-31T23:59:59Z",
            "-999999999-01-01T00:00:00Z",
            "",
            "%20",
            "%2F",
            "..%2F..%2Fadmin",
            "%E2%80%AE",
            "%27%3B--",
            "%3Cb%3E",
            "x".repeat(3_000),
            LONG,
            "true",
            "null",
            "NaN",
            "%5B%5D",
            "[]",
            "{}",
            "a;b=c",
            "%0d%0aX-A:1",
            "AAAAAAAA-0000-7000-8000-000000000001",
            "\u00e9");

    /** A path, of which {@code *} is the right one. */
    static final List<String> PATHS = List.of(
            "*/",
            "*//",
            "/*",
            "*%2F",
            "*;a=b",
            "*/.",
            "*/..",
            "/.*",
            "*.json",
            "*%00",
            "*%",
            "*%20",
            "*/%2e%2e/x",
            "*\\x",
            "*/x/y/z");

    /** What follows a right path and query. */
    static final List<String> QUERIES = List.of(
            "unknown=1",
            "%",
            "a=%zz",
            "=",
            "&&&",
            "a=%00",
            "%C0%AF=1",
            "a[]=1",
            "limit=1&limit=2",
            "a=b#c",
            "?",
            "x".repeat(3_000),
            "a=\u00e9");

    /** A header's value. */
    static final List<String> HEADERS = List.of(
            "",
            " ",
            "x",
            "x".repeat(65),
            LONG,
            "\u00e9",
            "\"",
            "*",
            "\"*\"",
            "W/\"1\"",
            "-1",
            "bytes=-",
            "bytes=9-1",
            "bytes=0-18446744073709551616",
            "bytes=0-0,1-1,0-",
            "a\tb",
            "a\u0001b",
            "a\u0000b",
            "a, b,,;",
            "%00");

    static final List<String> TOKENS = List.of(
            "",
            "Bearer",
            "Bearer ",
            "Bearer x",
            "Bearer a.b.c",
            "Basic YTpi",
            "Bearer \u00e9",
            "Bearer " + LONG,
            "Bearer eyJhbGciOiJub25lIn0.e30.",
            "Digest username=\"a\"",
            "Bearer x y",
            ",");

    static final List<String> METHODS =
            List.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "get", "QUERY", "X");

    static final List<String> CONTENT_TYPES = List.of(
            "",
            "text/plain",
            "application/xml",
            "application/json;charset=utf-16",
            "application/json;charset=nonsense",
            "application/json;q",
            "nonsense",
            "multipart/form-data",
            "multipart/form-data; boundary=",
            "application/x-www-form-urlencoded",
            "*/*",
            "/",
            "application/json, text/plain");

    /** Headers that no operation documents, each with a value that may be wrong. */
    static final List<Map.Entry<String, String>> OTHERS = List.of(
            Map.entry("Accept", ""),
            Map.entry("Accept", "nonsense"),
            Map.entry("Accept", "application/xml;q=0"),
            Map.entry("Accept", LONG),
            Map.entry("Accept-Language", "%%%"),
            Map.entry("Accept-Encoding", "identity;q=0"),
            Map.entry("Content-Encoding", "gzip"),
            Map.entry("If-Match", "x"),
            Map.entry("If-Match", "*"),
            Map.entry("If-None-Match", "*"),
            Map.entry("If-Modified-Since", "yesterday"),
            Map.entry("If-Unmodified-Since", "Thu, 01 Jan 1970 00:00:00 GMT"),
            Map.entry("Range", "bytes=9-1"),
            Map.entry("Range", "lines=1"),
            Map.entry("Idempotency-Key", ""),
            Map.entry("Idempotency-Key", "k".repeat(65)),
            Map.entry("X-LiveMarket-Min-Offsets", "x:1"),
            Map.entry("X-LiveMarket-Min-Offsets", "1:99999999999999999999"),
            Map.entry("X-Forwarded-For", "x, ,;"),
            Map.entry("X-Forwarded-For", "1.2.3.4,".repeat(500)),
            Map.entry("X-Forwarded-Proto", "nonsense"),
            Map.entry("X-Forwarded-Prefix", "/../x"),
            Map.entry("Forwarded", "for=\"[\""),
            Map.entry("traceparent", "00-0-0-0"),
            Map.entry("traceparent", LONG),
            Map.entry("baggage", "a=" + "b,".repeat(2_000)),
            Map.entry("Cookie", "=;=;\"a"),
            Map.entry("Origin", "null"),
            Map.entry("Origin", "x"),
            Map.entry("Referer", "\u00e9"),
            Map.entry("X-HTTP-Method-Override", "DELETE"),
            Map.entry("Expect", "nonsense"),
            Map.entry("TE", "trailers"),
            Map.entry("Access-Control-Request-Method", "X"),
            Map.entry("X-Long", "x".repeat(20_000)));

    private WrongValues() {}
}
