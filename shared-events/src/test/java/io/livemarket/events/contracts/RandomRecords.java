package io.livemarket.events.contracts;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Made-up records of any of our types: the same for the same seed, with optional components now and then absent. */
final class RandomRecords {

    private static final long YEAR_2100_MILLIS = 4_102_444_800_000L;
    private static final int LONGEST = 4;
    private static final String[] SNIPPETS = {
        "",
        "hola",
        "¿Qué tal?",
        "ñandú",
        "👩🏽‍💻",
        "你好",
        "\"",
        "\\",
        "\n",
        "\u0000",
        "\u2028",
        "null",
        "7",
        "{}",
        "</script>",
        "e\u0301",
        "\u202E",
        "\uFFFD"
    };

    private final Random random;

    RandomRecords(long seed) {
        random = new Random(seed);
    }

    <T> T next(Class<T> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            boolean absent = OptionalFields.contains(type, components[i].getName()) && random.nextInt(3) == 0;
            values[i] = absent ? null : value(components[i].getGenericType());
        }
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("No record of " + type, e);
        }
    }

    private Object value(Type type) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            List<Object> items = new ArrayList<>();
            for (int i = random.nextInt(LONGEST); i > 0; i--) {
                items.add(value(list.getActualTypeArguments()[0]));
            }
            return items;
        }
        if (type == UUID.class) {
            return new UUID(random.nextLong(), random.nextLong());
        } else if (type == Instant.class) {
            return Instant.ofEpochMilli(random.nextLong(YEAR_2100_MILLIS));
        } else if (type == int.class) {
            return random.nextInt(1, Integer.MAX_VALUE);
        } else if (type == long.class || type == Long.class) {
            return random.nextLong() >>> random.nextInt(64);
        } else if (type == int.class || type == Integer.class) {
            return random.nextInt(Integer.MAX_VALUE);
        } else if (type == boolean.class || type == Boolean.class) {
            return random.nextBoolean();
        } else if (type == String.class) {
            return text();
        } else if (type instanceof Class<?> constants && constants.isEnum()) {
            return constants.getEnumConstants()[random.nextInt(constants.getEnumConstants().length)];
        } else if (type instanceof Class<?> nested && nested.isRecord()) {
            return next(nested);
        }
        throw new IllegalArgumentException("No way to make up a " + type + " yet: add one");
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(LONGEST); i > 0; i--) {
            text.append(SNIPPETS[random.nextInt(SNIPPETS.length)]);
            int codePoint = random.nextInt(Character.MAX_CODE_POINT + 1);
            boolean surrogate = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
            text.appendCodePoint(surrogate ? 'x' : codePoint);
        }
        return text.toString();
    }
}
