package io.livemarket.ops;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.livemarket.events.kafka.Topic;
import io.livemarket.kit.projection.Projections;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The topics of the system, read from the byte code: every constant of type {@link Topic}, and the classes that use it.
 */
public final class Catalogue {

    /** In the order of their ports, the gateway first. */
    static final List<String> SERVICES = List.of(
            "gateway-service",
            "auth-service",
            "chat-service",
            "presence-service",
            "notification-service",
            "moderation-service",
            "file-service",
            "product-service");

    private static final Duration DEAD_LETTERS_KEPT = Duration.ofDays(90);
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.livemarket");

    private final Map<String, Topic> topics = new TreeMap<>();
    private final Map<String, Set<String>> used = new TreeMap<>();
    private final Map<String, Set<String>> projected = new TreeMap<>();

    private Catalogue() {
        SERVICES.forEach(service -> {
            used.put(service, new TreeSet<>());
            projected.put(service, new TreeSet<>());
        });
        CLASSES.stream()
                .flatMap(type -> type.getFields().stream())
                .filter(Catalogue::isTopic)
                .map(Catalogue::valueOf)
                .forEach(topic -> topics.put(topic.name(), topic));
        CLASSES.forEach(this::uses);
        projected.values().stream().flatMap(Set::stream).forEach(source -> {
            Topic from = topics.get(source);
            topics.putIfAbsent(
                    from.deadLetters(),
                    new Topic(from.deadLetters(), from.key(), "many", DEAD_LETTERS_KEPT, false, false));
        });
    }

    public static Catalogue ofTheCode() {
        return new Catalogue();
    }

    static JavaClasses classes() {
        return CLASSES;
    }

    /** Every topic, by its name. */
    public Map<String, Topic> topics() {
        return topics;
    }

    /** The topics that a service's code names, and the dead letter topics of those that it projects. */
    Set<String> usedBy(String service) {
        Set<String> names = new TreeSet<>(used.get(service));
        names.addAll(deadLettersOf(service));
        return names;
    }

    /** Where a service puts what its projections can't read. */
    Set<String> deadLettersOf(String service) {
        Set<String> names = new TreeSet<>();
        projected.get(service).forEach(source -> names.add(topics.get(source).deadLetters()));
        return names;
    }

    private void uses(JavaClass type) {
        String service = serviceOf(type);
        if (service == null) {
            return;
        }
        for (JavaCodeUnit unit : type.getCodeUnits()) {
            List<String> names = topicsIn(unit).toList();
            used.get(service).addAll(names);
            if (unit.getMethodCallsFromSelf().stream().anyMatch(Catalogue::makesAProjection)) {
                projected.get(service).addAll(names);
            }
        }
        type.getStaticInitializer().ifPresent(unit -> topicsIn(unit).forEach(used.get(service)::add));
    }

    private static Stream<String> topicsIn(JavaCodeUnit unit) {
        return unit.getFieldAccesses().stream()
                .flatMap(access -> access.getTarget().resolveMember().stream())
                .filter(Catalogue::isTopic)
                .map(field -> valueOf(field).name());
    }

    private static boolean makesAProjection(JavaAccess<?> call) {
        return call.getTargetOwner().isEquivalentTo(Projections.class)
                && call.getTarget().getName().equals("runner");
    }

    private static String serviceOf(JavaClass type) {
        return SERVICES.stream()
                .filter(service -> {
                    String root = "io.livemarket." + service.replace("-service", "");
                    return type.getPackageName().equals(root)
                            || type.getPackageName().startsWith(root + ".");
                })
                .findFirst()
                .orElse(null);
    }

    private static boolean isTopic(JavaField field) {
        return field.getRawType().isEquivalentTo(Topic.class)
                && field.getModifiers().contains(JavaModifier.STATIC);
    }

    private static Topic valueOf(JavaField field) {
        try {
            Field reflected = field.reflect();
            reflected.setAccessible(true);
            return (Topic) reflected.get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(field.getFullName() + " could not be read", e);
        }
    }
}
