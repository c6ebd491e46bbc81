package io.livemarket.s3;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The options of the process.
 *
 * @param dataDirectory folder of the objects
 * @param port on the loopback interface
 * @param accessKey of the user whose requests are served; from the environment, where other users of the machine cannot
 *     see it
 * @param secretKey the key of the user's signatures
 */
record S3Options(Path dataDirectory, int port, String accessKey, String secretKey) {

    static final String ACCESS_KEY = "LIVEMARKET_S3_ACCESSKEY";
    static final String SECRET_KEY = "LIVEMARKET_S3_SECRETKEY";

    /**
     * Parses arguments and environment.
     *
     * @throws IllegalArgumentException when an option is missing; the message is one line for the user
     */
    static S3Options parse(String[] args, Map<String, String> environment) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i + 1 < args.length; i += 2) {
            given.put(args[i], args[i + 1]);
        }
        return new S3Options(
                Path.of(required(given, "--data")),
                port(required(given, "--port")),
                required(environment, ACCESS_KEY),
                required(environment, SECRET_KEY));
    }

    private static String required(Map<String, String> given, String name) {
        return Optional.ofNullable(given.get(name))
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // The exception below reports it.
        }
        throw new IllegalArgumentException("--port is 1 to 65535");
    }
}
