package io.livemarket.kit.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupJobTest {

    @TempDir
    private Path secrets;

    @Test
    void clientsHaveTheSettingsThatServicesHave() throws Exception {
        Path folder = Files.createDirectory(secrets.resolve("kafka"));
        Files.writeString(folder.resolve("livemarket.kafka.properties.sasl.jaas.config"), "module required;\n");
        Files.writeString(folder.resolve("livemarket.mongodb.uri"), "not for Kafka");
        assertThat(BackupJob.client(Map.of(
                        "LIVEMARKET_KAFKA_BOOTSTRAPSERVERS",
                        "kafka:9093",
                        "LIVEMARKET_SECRETS",
                        secrets.toString(),
                        "LIVEMARKET_KAFKA_PROPERTIES_SECURITY_PROTOCOL",
                        "SASL_SSL",
                        "LIVEMARKET_DATADIR",
                        "/var/lib/livemarket")))
                .isEqualTo(Map.of(
                        "bootstrap.servers",
                        "kafka:9093",
                        "security.protocol",
                        "SASL_SSL",
                        "sasl.jaas.config",
                        "module required;"));
    }

    @Test
    void argumentsThatAreNotUnderstoodChangeNothing() throws Exception {
        List<String> said = new ArrayList<>();
        Map<String, String> environment = Map.of("LIVEMARKET_KAFKA_BOOTSTRAPSERVERS", "127.0.0.1:1");
        assertThat(BackupJob.run(new String[] {"backup"}, environment, said::add))
                .isEqualTo(2);
        assertThat(BackupJob.run(new String[] {"drop", "x"}, environment, said::add))
                .isEqualTo(2);
        assertThat(BackupJob.run(new String[] {"backup", "x"}, Map.of(), said::add))
                .isEqualTo(2);
        assertThat(said).hasSize(3);
    }
}
