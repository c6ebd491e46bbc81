package io.livemarket.events.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GoldenManifestTest {

    private static final Path FILE = Checkout.GOLDEN.resolve("manifest.sha256");
    private static final Map<String, String> SAMPLES = Map.of("a.v1.json", "{}\n", "b.v1.json", "{\"x\":1}\n");

    @Test
    void noGoldenSampleWasChangedOrRemoved() {
        Map<String, String> samples = Checkout.jsonFiles(Checkout.GOLDEN).stream()
                .collect(Collectors.toMap(file -> file.getFileName().toString(), Checkout::read));
        if (Checkout.UPDATE) {
            String before = Files.exists(FILE) ? Checkout.read(FILE) : "";
            Checkout.write(FILE, GoldenManifest.parse(before).with(samples).text());
        }
        assertThat(GoldenManifest.parse(Checkout.read(FILE)).complaints(samples))
                .isEmpty();
    }

    @Test
    void unchangedSamplesGiveNoComplaint() {
        assertThat(manifest().complaints(SAMPLES)).isEmpty();
    }

    @Test
    void aChangedSampleIsNamedEvenAfterAnUpdate() {
        Map<String, String> changed = Map.of("a.v1.json", "{ }\n", "b.v1.json", "{\"x\":1}\n");

        assertThat(manifest().complaints(changed)).singleElement().asString().startsWith("a.v1.json was changed");
        assertThat(manifest().with(changed).complaints(changed)).hasSize(1);
    }

    @Test
    void aRemovedSampleIsNamedEvenAfterAnUpdate() {
        Map<String, String> fewer = Map.of("a.v1.json", "{}\n");

        assertThat(manifest().complaints(fewer)).singleElement().asString().startsWith("b.v1.json is gone");
        assertThat(manifest().with(fewer).complaints(fewer)).hasSize(1);
    }

    @Test
    void aNewSampleMustBeWrittenDown() {
        Map<String, String> more = Map.of("a.v1.json", "{}\n", "b.v1.json", "{\"x\":1}\n", "c.v1.json", "[]\n");

        assertThat(manifest().complaints(more))
                .singleElement()
                .asString()
                .startsWith("c.v1.json is not in the manifest");
        assertThat(manifest().with(more).complaints(more)).isEmpty();
    }

    @Test
    void aManifestIsWrittenAsSha256sumDoesAndReadBack() {
        assertThat(manifest().text())
                .startsWith("ca3d163bab055381827226140568f3bef7eaac187cebd76878e0b63e9e442356  a.v1.json\n");
        assertThat(GoldenManifest.parse(manifest().text())).isEqualTo(manifest());
        assertThatThrownBy(() -> GoldenManifest.parse("nonsense\n")).hasMessageContaining("nonsense");
    }

    private static GoldenManifest manifest() {
        return GoldenManifest.parse("").with(SAMPLES);
    }
}
