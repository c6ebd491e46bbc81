package io.livemarket.ops;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A manifest gives the settings that a process gets from it, and none that it only mentions. */
class GivenNamesTest {

    @Test
    void everyPlaceThatGivesASettingIsFound() {
        assertThat(GivenNames.of("""
                kind: ConfigMap
                data:
                  LIVEMARKET_DATADIR: /var/lib/livemarket
                """)).contains("LIVEMARKET_DATADIR");
        assertThat(GivenNames.of("""
                env:
                  - {name: LIVEMARKET_INSTANCE, value: chat-1}
                volumes:
                  - secret: {items: [{key: password, path: livemarket.mongodb.uri}]}
                """)).contains("LIVEMARKET_INSTANCE", "livemarket.mongodb.uri");
        assertThat(GivenNames.of("""
                patches:
                  - patch: |-
                      - op: add
                        path: /data/LIVEMARKET_S3_BUCKET
                        value: files
                """)).contains("LIVEMARKET_S3_BUCKET");
        assertThat(GivenNames.of("data: [{secretKey: livemarket.files.url-key}]"))
                .contains("livemarket.files.url-key");
    }

    @Test
    void commentsAndTextsGiveNoSetting() {
        assertThat(GivenNames.of("""
                # The longest upload (livemarket.files.limits.upload-time).
                annotations:
                  summary: it refuses more at livemarket.gateway.sockets.max
                """))
                .doesNotContain("livemarket.files.limits.upload-time", "livemarket.gateway.sockets.max");
    }

    @Test
    void noManifestGivesTheLargestNumberOfSockets() {
        assertThat(new ConfigurationTable()
                        .render()
                        .lines()
                        .filter(line -> line.contains("`livemarket.gateway.sockets.max`")))
                .singleElement()
                .asString()
                .doesNotContain("| k8s |");
    }
}
