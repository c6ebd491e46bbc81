package io.livemarket.e2e;

import io.livemarket.e2e.ApiDocument.Operation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/**
 * Requests as no client should send them, from the OpenAPI document: for each operation one thing wrong with each part
 * of its address, its query, its headers, its body and the body's fields, and then, from a seed, several things at
 * once.
 */
final class GeneratedRequests {

    /** Each right request of these has a password hashed: 50 ms of a processor. */
    private static final Set<String> DEAR =
            Set.of("POST /auth/register", "POST /auth/login", "PUT /users/{id}/password", "DELETE /users/{id}");

    /** Of what may be wrong with any request, each operation gets one in so many; other seeds give others. */
    private static final int SHARE = 3;

    private final ApiDocument document;
    private final Random random;
    private final int oneOf;

    /** One thing to do to a request. */
    private record Mutation(String name, UnaryOperator<RestCase> change) {

        RestCase of(RestCase right) {
            return change.apply(right).named(name);
        }
    }

    /** @param oneOf of all requests one of so many is made; every one for 1 */
    GeneratedRequests(ApiDocument document, long seed, int oneOf) {
        this.document = document;
        this.oneOf = oneOf;
        this.random = new Random(seed);
    }

    /** At least so many requests, in an order of the seed's. */
    List<RestCase> all(Function<Operation, RestCase> right, int least) {
        List<RestCase> all = new ArrayList<>();
        List<Operation> operations = document.operations();
        List<List<Mutation>> mutations = new ArrayList<>();
        for (Operation operation : operations) {
            RestCase base = base(right.apply(operation));
            List<Mutation> own = own(operation, right.apply(operation));
            List<Mutation> general = general(operation);
            own.stream().filter(_ -> random.nextInt(oneOf) == 0).forEach(mutation -> all.add(mutation.of(base)));
            general.stream()
                    .filter(_ -> random.nextInt(SHARE * oneOf) == 0)
                    .forEach(mutation -> all.add(mutation.of(base)));
            own.addAll(general);
            mutations.add(own);
        }
        while (all.size() < least) {
            int at = random.nextInt(operations.size());
            RestCase request = base(right.apply(operations.get(at)));
            for (int things = 2 + random.nextInt(2); things > 0; things--) {
                request = mutations
                        .get(at)
                        .get(random.nextInt(mutations.get(at).size()))
                        .of(request);
            }
            all.add(request);
        }
        Collections.shuffle(all, random);
        return all;
    }

    private static RestCase base(RestCase right) {
        return DEAR.contains(right.operation().toString()) ? right.withBody("{}") : right;
    }

    /** What is wrong with the operation's own parameters, body and fields. */
    private List<Mutation> own(Operation operation, RestCase right) {
        List<Mutation> own = new ArrayList<>();
        operation.json().path("parameters").forEach(parameter -> addParameter(own, operation, parameter));
        if (right.isJson()) {
            addBody(own, operation, right);
        }
        return own;
    }

    /** What may be wrong with any request. */
    private static List<Mutation> general(Operation operation) {
        List<Mutation> all = new ArrayList<>();
        WrongValues.PATHS.forEach(path -> all.add(new Mutation(
                "path " + path, request -> request.withTarget(readdressed(request.target(), path), false))));
        WrongValues.QUERIES.forEach(
                query -> all.add(new Mutation("query " + query, request -> request.withQuery(query))));
        WrongValues.METHODS.stream()
                .filter(method -> !method.equals(operation.method()))
                .forEach(method -> all.add(new Mutation(method, request -> request.withMethod(method))));
        WrongValues.TOKENS.forEach(
                token -> all.add(new Mutation("authorization " + token, request -> badlyAuthorized(request, token))));
        all.add(new Mutation("no authorization", request -> request.without("Authorization")));
        WrongValues.OTHERS.forEach(other -> all.add(new Mutation(
                other.getKey() + ": " + other.getValue(), request -> request.with(other.getKey(), other.getValue()))));
        return all;
    }

    /** A public operation documents no answer about a token, but to one that it was given. */
    private static RestCase badlyAuthorized(RestCase request, String token) {
        RestCase changed = request.with("Authorization", token);
        return request.operation().isPublic() ? changed.withTarget(changed.target(), false) : changed;
    }

    private static String readdressed(String target, String pattern) {
        int query = target.indexOf('?');
        return query < 0
                ? pattern.replace("*", target)
                : pattern.replace("*", target.substring(0, query)) + target.substring(query);
    }

    private static void addParameter(List<Mutation> all, Operation operation, JsonNode parameter) {
        String name = parameter.path("name").asString();
        switch (parameter.path("in").asString()) {
            case "header" ->
                WrongValues.HEADERS.forEach(
                        value -> all.add(new Mutation(name + ": " + value, request -> request.with(name, value))));
            case "query" ->
                WrongValues.PARAMETERS.forEach(value -> all.add(
                        new Mutation("?" + name + "=" + value, request -> request.withQuery(name + "=" + value))));
            default ->
                WrongValues.PARAMETERS.forEach(value -> all.add(new Mutation(
                        "{" + name + "} " + value,
                        request ->
                                request.withTarget(withPart(request.target(), operation.path(), name, value), false))));
        }
    }

    /** The target with another value in the place that the template has for a name. */
    private static String withPart(String target, String template, String name, String value) {
        String[] parts = target.split("\\?", 2)[0].split("/", -1);
        List<String> names = List.of(template.split("/", -1));
        int at = names.indexOf("{" + name + "}");
        if (at >= parts.length) {
            return target;
        }
        parts[at] = value;
        return String.join("/", parts) + (target.contains("?") ? target.substring(target.indexOf('?')) : "");
    }

    private void addBody(List<Mutation> all, Operation operation, RestCase right) {
        WrongValues.BODIES.forEach(body -> all.add(new Mutation("body " + body, request -> request.withBody(body))));
        WrongValues.CONTENT_TYPES.forEach(
                type -> all.add(new Mutation("type " + type, request -> request.with("Content-Type", type))));
        all.add(new Mutation("no content type", request -> request.without("Content-Type")));
        all.add(new Mutation(
                "bytes that are no UTF-8",
                request -> request.withBody(new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xc3, '"', '}'})));
        all.add(new Mutation("UTF-16", request -> request.withBody(right.text().getBytes(StandardCharsets.UTF_16))));
        all.add(new Mutation(
                "a megabyte and more", request -> request.withBody("{\"a\":\"" + "x".repeat(1_100_000) + "\"}")));
        for (List<String> field :
                WrongFields.of(right.text(), document.resolved(operation.body().path("schema")))) {
            String name = String.join(".", field);
            all.add(new Mutation(
                    name + " missing", request -> request.withBody(WrongFields.without(right.text(), field))));
            all.add(new Mutation(name + " twice", request -> request.withBody(WrongFields.twice(right.text(), field))));
            WrongValues.JSON.forEach(value -> all.add(new Mutation(
                    name + "=" + value, request -> request.withBody(WrongFields.with(right.text(), field, value)))));
        }
        all.add(new Mutation(
                "an unknown field",
                request -> request.withBody(WrongFields.with(right.text(), List.of("unknown"), "[1]"))));
    }
}
