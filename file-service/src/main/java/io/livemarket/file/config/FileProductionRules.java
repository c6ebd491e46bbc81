package io.livemarket.file.config;

import io.livemarket.kit.config.ProductionRule;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** The rules for file-service's settings in production: the keys of signed addresses, and the object store. */
public final class FileProductionRules implements ProductionRule {

    private static final int DIFFERENT_BYTES = 16;

    @Override
    public void check(String service, UnaryOperator<String> settings, Consumer<String> problems) {
        if (!service.equals("file-service")) {
            return;
        }
        if (!isRandom(settings.apply("livemarket.files.url-key"))) {
            problems.accept("livemarket.files.url-key must be 32 random bytes in base64: openssl rand -base64 32");
        }
        String accepted = settings.apply("livemarket.files.accepted-url-keys");
        if (!accepted.isEmpty() && !Arrays.stream(accepted.split(",")).allMatch(key -> isRandom(key.strip()))) {
            problems.accept(
                    "livemarket.files.accepted-url-keys must be keys as livemarket.files.url-key, separated by commas");
        }
        if (ProductionRule.isLocal(settings.apply("livemarket.s3.endpoint"))) {
            problems.accept("livemarket.s3.endpoint must be given: the default is this machine");
        }
    }

    /** Whether a key may be random bytes: typed text and repeated bytes have few different ones. */
    private static boolean isRandom(String key) {
        try {
            byte[] bytes = Base64.getDecoder().decode(key);
            return IntStream.range(0, bytes.length)
                            .map(i -> bytes[i])
                            .distinct()
                            .count()
                    >= DIFFERENT_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
