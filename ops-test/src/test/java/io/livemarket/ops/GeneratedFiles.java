package io.livemarket.ops;

import io.livemarket.events.kafka.Topic;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The deployment files that are written from the code, so that they can't name what the code does not. */
final class GeneratedFiles {

    static final String TOPICS = "k8s/components/strimzi/topics.yaml";
    static final String USERS = "k8s/components/strimzi/users.yaml";
    static final String RULES = "k8s/components/monitoring/prometheus-rule.yaml";
    private static final String WRITTEN = "# Written from the code by GeneratedFilesTest; see docs/operations.md.\n";

    private GeneratedFiles() {}

    /** Each file's path and content. */
    static Map<String, String> all() {
        Catalogue catalogue = Catalogue.ofTheCode();
        Map<String, String> files = new LinkedHashMap<>();
        files.put(TOPICS, topics(catalogue));
        files.put(USERS, users(new KafkaAccess(catalogue)));
        files.put(RULES, rules());
        return files;
    }

    private static String topics(Catalogue catalogue) {
        StringBuilder yaml = new StringBuilder(WRITTEN)
                .append("# Partitions can't be changed once there is data: a chat would move to another one.\n");
        String between = "";
        for (Topic topic : catalogue.topics().values()) {
            yaml.append(between).append(topic(topic));
            between = "---\n";
        }
        return yaml.toString();
    }

    private static String topic(Topic topic) {
        StringBuilder yaml = new StringBuilder("""
                apiVersion: kafka.strimzi.io/v1
                kind: KafkaTopic
                metadata:
                  name: %s
                  labels:
                    strimzi.io/cluster: livemarket
                spec:
                  partitions: %d
                  replicas: 3
                  config:
                    min.insync.replicas: 2
                """.formatted(topic.name(), topic.single() ? 1 : Settings.partitions()));
        new java.util.TreeMap<>(topic.configuration())
                .forEach((name, value) -> yaml.append("    ")
                        .append(name)
                        .append(": ")
                        .append(value)
                        .append('\n'));
        return yaml.toString();
    }

    private static String users(KafkaAccess access) {
        StringBuilder yaml = new StringBuilder(WRITTEN)
                .append(
                        "# Each service writes its own topics alone. Its groups, its transactional ids and the topics that earlier versions\n")
                .append("# kept their state in begin with its name.\n");
        String between = "";
        for (String service : Catalogue.SERVICES) {
            yaml.append(between).append(user(service, access.writes(service), access.reads(service)));
            between = "---\n";
        }
        return yaml.toString();
    }

    private static String user(String service, Set<String> writes, Set<String> reads) {
        StringBuilder yaml = new StringBuilder("""
                apiVersion: kafka.strimzi.io/v1
                kind: KafkaUser
                metadata:
                  name: %s
                  labels:
                    strimzi.io/cluster: livemarket
                spec:
                  authentication:
                    type: scram-sha-512
                  authorization:
                    type: simple
                    acls:
                """.formatted(service));
        Set<String> topics = new TreeSet<>(writes);
        topics.addAll(reads);
        for (String topic : topics) {
            String operations =
                    (reads.contains(topic) ? "Read, " : "") + (writes.contains(topic) ? "Write, " : "") + "Describe"
                            // A writer has to know how large a record its topic takes.
                            + (writes.contains(topic) ? ", DescribeConfigs" : "");
            acl(yaml, "topic", topic, "literal", operations);
        }
        if (!service.equals("gateway-service")) {
            acl(yaml, "topic", service + ".", "prefix", "Read, Describe");
            acl(yaml, "group", service + ".", "prefix", "Read, Describe");
            acl(yaml, "transactionalId", service + ".", "prefix", "Write, Describe");
        }
        return yaml.toString();
    }

    private static void acl(StringBuilder yaml, String type, String name, String pattern, String operations) {
        yaml.append("      - resource: {type: ")
                .append(type)
                .append(", name: ")
                .append(name)
                .append(", patternType: ")
                .append(pattern)
                .append("}\n        operations: [")
                .append(operations)
                .append("]\n");
    }

    private static String rules() {
        return "# Written from rules.yml by GeneratedFilesTest.\n" + """
                apiVersion: monitoring.coreos.com/v1
                kind: PrometheusRule
                metadata:
                  name: livemarket
                spec:
                """
                + Project.text("k8s/components/monitoring/rules.yml")
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.isEmpty() ? "\n" : "  " + line + "\n")
                        .reduce("", String::concat);
    }
}
