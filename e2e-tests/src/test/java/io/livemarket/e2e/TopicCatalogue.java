package io.livemarket.e2e;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.livemarket.events.kafka.Topic;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.TreeMap;

/** Every topic that is a constant of any class of the system. */
final class TopicCatalogue {

    private TopicCatalogue() {}

    /** By name. */
    static Map<String, Topic> read() throws ReflectiveOperationException {
        Map<String, Topic> topics = new TreeMap<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.livemarket")) {
            for (JavaField constant : type.getFields()) {
                if (constant.getRawType().isEquivalentTo(Topic.class)
                        && constant.getModifiers().contains(JavaModifier.STATIC)) {
                    Field field = constant.reflect();
                    field.setAccessible(true);
                    Topic topic = (Topic) field.get(null);
                    topics.put(topic.name(), topic);
                }
            }
        }
        return topics;
    }
}
