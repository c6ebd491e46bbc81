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
 * The SHA-256 of every golden sample there ever was, in the form of {@code sha256sum}. A sample is what some consumer
 * or some old record relies on: more may come, none may change or go.
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

    /** What of the samples, given by file name, goes against the manifest; empty when nothing does. */
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

    /** This one and the samples that it lacks. What it has stays. */
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
