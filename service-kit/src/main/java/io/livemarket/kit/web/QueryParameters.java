package io.livemarket.kit.web;

import io.livemarket.events.errors.ErrorCode;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;

/**
 * The query parameters of operations. A request with an unknown one is refused: a misspelt filter, or one that the
 * operation does not have, would otherwise be ignored, and the answer be taken for a filtered one.
 */
public final class QueryParameters {

    /** The most characters of a name in an answer. */
    private static final int LONGEST_NAME = 64;

    private final Map<Method, Set<String>> known = new ConcurrentHashMap<>();

    /** @throws ApiException {@code invalid_request} with the first name that the operation does not have */
    public void require(HandlerMethod operation, Collection<String> names) {
        if (names.isEmpty() || !operation.getBeanType().getPackageName().startsWith("io.livemarket.")) {
            return;
        }
        Set<String> takes = known.computeIfAbsent(operation.getMethod(), QueryParameters::of);
        names.stream().filter(name -> !takes.contains(name)).findFirst().ifPresent(name -> {
            throw ApiException.invalid(name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME));
        });
    }

    private static Set<String> of(Method method) {
        ReadsQuery itself = AnnotatedElementUtils.findMergedAnnotation(method, ReadsQuery.class);
        return Stream.concat(
                        Arrays.stream(method.getParameters()).flatMap(QueryParameters::nameOf),
                        itself == null ? Stream.empty() : Arrays.stream(itself.value()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> nameOf(Parameter parameter) {
        RequestParam taken = AnnotatedElementUtils.findMergedAnnotation(parameter, RequestParam.class);
        return taken == null ? Stream.empty() : Stream.of(taken.name().isEmpty() ? parameter.getName() : taken.name());
    }

    /**
     * The names in a query string.
     *
     * @throws ApiException {@code invalid_request} when names or values are not percent-encoded UTF-8
     */
    static List<String> names(String query) {
        List<String> names = new ArrayList<>();
        try {
            if (!EncodedText.isSound(query)) {
                throw new ApiException(
                        ErrorCode.INVALID_REQUEST, "The query has encoded bytes that are no UTF-8, or zero");
            }
            for (String part : query.split("&")) {
                if (!part.isEmpty()) {
                    names.add(URLDecoder.decode(part.split("=", 2)[0], StandardCharsets.UTF_8));
                }
            }
        } catch (IllegalArgumentException e) {
            throw new ApiException(ErrorCode.INVALID_REQUEST, "The query is not percent-encoded");
        }
        return names;
    }
}
