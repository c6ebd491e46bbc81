package io.livemarket.rules;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads the text resources of this module. */
public final class Resources {

    private Resources() {}

    /**
     * The lines of a resource that are neither blank nor a comment.
     *
     * @param file absolute path on the class path
     */
    public static List<String> lines(String file) {
        try (InputStream stream = Resources.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("There is no resource " + file);
            }
            return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
