package io.livemarket.events.contracts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The SHA-256 of every golden sample that was ever added, in the form of {@code sha256sum}. Consumers and old records
 * rely on each sample: samples may be added, and never changed or removed.
 */
record GoldenManifest(SortedMap<String, String> hashes) {

    static GoldenManifest parse(String text) {
        SortedMap<String, String> hashes = new TreeMap<>();
        text.lines().filter(line -> !line.isBlank()).forEach(line -> {
            String[] hashAndName = line.split(" {2}", 2);
            if (hashAndName.length != 2 || hashes.put(hashAndName[1], hashAndName[0]) != null) {
                throw new IllegalArgumentException("Not a line of a manifest, or a repeated one: " + line);
            }
        });
        return new GoldenManifest(hashes);
    }

    /** The differences between the samples, given by file name, and the manifest; empty when there are none. */
    List<String> complaints(Map<String, String> samples) {
        List<String> complaints = new ArrayList<>();
        hashes.forEach((name, hash) -> {
            String sample = samples.get(name);
            if (sample == null) {
                complaints.add(name + " is gone. Golden samples are kept for ever: put it back");
            } else if (!sha256(sample).equals(hash)) {
                complaints.add(name + " was changed. Golden samples stay as they are: put it back, and add the new form"
                        + " beside it under a name of its own");
            }
        });
        samples.keySet().stream()
                .filter(name -> !hashes.containsKey(name))
                .sorted()
                .forEach(name -> complaints.add(
                        name + " is not in the manifest yet: run with -Dlivemarket.contracts.update=true"));
        return complaints;
    }

    /** This manifest with the samples that it lacks. Its entries stay. */
    GoldenManifest with(Map<String, String> samples) {
        SortedMap<String, String> more = new TreeMap<>(hashes);
        samples.forEach((name, text) -> more.putIfAbsent(name, sha256(text)));
        return new GoldenManifest(more);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        hashes.forEach(
                (name, hash) -> text.append(hash).append("  ").append(name).append('\n'));
        return text.toString();
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
