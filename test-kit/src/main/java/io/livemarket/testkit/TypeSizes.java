package io.livemarket.testkit;

import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rule that a record has at most {@value #COMPONENTS} components and a constructor at most {@value #PARAMETERS}
 * parameters: a longer list lacks types, and arguments of one type change places without notice.
 *
 * <p>Exempt are the contracts of topics ({@code @EventType}), which are as flat as their JSON, and
 * {@code @ConfigurationProperties} with the records within, in which each component is one setting. Any other exception
 * is {@linkplain #flat named with its reason}; a named type that needs no exception fails the rule.
 */
public final class TypeSizes {

    static final int COMPONENTS = 8;
    static final int PARAMETERS = 7;

    private static final String EVENT_TYPE = "io.livemarket.events.EventType";
    private static final String SETTINGS = "org.springframework.boot.context.properties.ConfigurationProperties";
    /** A constructor of an enum also gets the name and the ordinal of its constant. */
    private static final int OF_AN_ENUM = 2;

    private final Map<String, String> flat = new HashMap<>();

    /**
     * Exempts types.
     *
     * @param reason the reason for which the types are as they are, in words that complete "stays flat, because"
     * @param names the full names, with {@code $} before a nested type
     */
    public TypeSizes flat(String reason, String... names) {
        for (String name : names) {
            flat.put(name, reason);
        }
        return this;
    }

    /** The rule for all imported classes. */
    public ArchRule rule() {
        return classes().should(new SmallEnough(flat));
    }

    private static final class SmallEnough extends ArchCondition<JavaClass> {

        private final Map<String, String> flat;
        private final Set<String> needless = new HashSet<>();

        SmallEnough(Map<String, String> flat) {
            super("have at most %d components, and constructors of at most %d parameters", COMPONENTS, PARAMETERS);
            this.flat = flat;
        }

        @Override
        public void init(Collection<JavaClass> all) {
            needless.clear();
            needless.addAll(flat.keySet());
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            excess(type).ifPresent(found -> {
                if (flat.containsKey(type.getName())) {
                    needless.remove(type.getName());
                } else {
                    events.add(violated(type, type.getName() + " has " + found + ": name its parts by meaning"));
                }
            });
        }

        @Override
        public void finish(ConditionEvents events) {
            needless.forEach(name -> events.add(violated(name, name + " needs no exception (" + flat.get(name) + ")")));
        }
    }

    private static Optional<String> excess(JavaClass type) {
        if (isExempt(type) || type.isAnonymousClass() || type.isLocalClass()) {
            return Optional.empty();
        }
        return type.isRecord() ? excessOfComponents(type) : excessOfParameters(type);
    }

    private static boolean isExempt(JavaClass type) {
        return type.isAnnotatedWith(EVENT_TYPE) || isWithinSettings(type);
    }

    private static boolean isWithinSettings(JavaClass type) {
        return type.isAnnotatedWith(SETTINGS)
                || type.getEnclosingClass().filter(TypeSizes::isWithinSettings).isPresent();
    }

    private static Optional<String> excessOfComponents(JavaClass type) {
        long components = type.getFields().stream()
                .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                .count();
        return components > COMPONENTS ? Optional.of(components + " components") : Optional.empty();
    }

    private static Optional<String> excessOfParameters(JavaClass type) {
        int most = type.getConstructors().stream()
                .mapToInt(TypeSizes::parameters)
                .max()
                .orElse(0);
        return most > PARAMETERS ? Optional.of("a constructor of " + most + " parameters") : Optional.empty();
    }

    private static int parameters(JavaConstructor constructor) {
        int all = constructor.getRawParameterTypes().size();
        return constructor.getOwner().isEnum() ? all - OF_AN_ENUM : all;
    }
}
