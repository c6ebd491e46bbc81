package io.livemarket.rules.contact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ContactDetailsTest {

    private static final ContactDetails DETECTOR = new ContactDetails(Set.of("livemarket.example"));
    private static final String LABELLED = "/contact-details.txt";
    private static final String HELD_OUT = "/contact-details-held-out.txt";
    private static final double HELD_OUT_PRECISION = 0.95;
    private static final double HELD_OUT_RECALL = 0.8;
    private static final double PRECISION = 0.97;
    private static final double RECALL = 0.85;
    /** For the longest message, made to be as dear as can be. */
    private static final long WORST_MICROS = 100_000;

    @Test
    void theLabelledSetIsToldApartWithPrecisionAndRecall() throws IOException {
        Measured measured = measure(LABELLED);
        assertThat(measured.lines()).isGreaterThanOrEqualTo(300);
        assertThat(measured.precision()).isGreaterThanOrEqualTo(PRECISION);
        assertThat(measured.recall()).isGreaterThanOrEqualTo(RECALL);
    }

    /** Lines that had no part in making the detectors; what is expected of them is what was measured first. */
    @Test
    void soAreLinesThatTheDetectorsWereNotMadeWith() throws IOException {
        Measured measured = measure(HELD_OUT);
        assertThat(measured.lines()).isGreaterThanOrEqualTo(100);
        assertThat(measured.precision()).isGreaterThanOrEqualTo(HELD_OUT_PRECISION);
        assertThat(measured.recall()).isGreaterThanOrEqualTo(HELD_OUT_RECALL);
    }

    private record Measured(int lines, double precision, double recall) {}

    private static Measured measure(String set) throws IOException {
        int right = 0;
        List<String> missed = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        List<String> lines = lines(set);
        for (String line : lines) {
            boolean off = line.startsWith("1|");
            Set<ContactDetails.Kind> found = DETECTOR.in(line.substring(2));
            if (off && !found.isEmpty()) {
                right++;
            } else if (off) {
                missed.add(line.substring(2));
            } else if (!found.isEmpty()) {
                wrong.add(line.substring(2) + " " + found);
            }
        }
        Measured measured =
                new Measured(lines.size(), right / (double) (right + wrong.size()), right / (double) (right + missed.size()));
        System.out.printf("%s, %d lines: precision %.3f, recall %.3f%nmissed: %s%nwrong: %s%n", set, measured.lines(),
                measured.precision(), measured.recall(), missed, wrong);
        return measured;
    }

    private static List<String> lines(String name) throws IOException {
        try (InputStream set = ContactDetailsTest.class.getResourceAsStream(name)) {
            return new String(set.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> line.startsWith("0|") || line.startsWith("1|")).toList();
        }
    }

    /** Printed, since it is paid for every message. */
    @Test
    void aUsualMessageCostsMicroseconds() throws IOException {
        List<String> lines = lines(LABELLED).stream().filter(line -> line.startsWith("0|")).map(line -> line.substring(2)).toList();
        double best = Double.MAX_VALUE;
        int found = 0;
        for (int round = 0; round < 60; round++) {
            long began = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            for (String line : lines) {
                found += DETECTOR.in(line).size();
            }
            best = Math.min(best, (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - began) / 1_000.0
                    / lines.size());
        }
        System.out.printf("contact details: %.1f µs per message (%d found)%n", best, found);
        assertThat(best).isLessThan(20);
    }

    @Test
    void aWrongChecksumIsNoAccount() {
        assertThat(DETECTOR.in("ES91 2100 0418 4502 0005 1332")).contains(ContactDetails.Kind.IBAN);
        assertThat(DETECTOR.in("ES91 2100 0418 4502 0005 1333")).doesNotContain(ContactDetails.Kind.IBAN);
        assertThat(DETECTOR.in("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa")).contains(ContactDetails.Kind.WALLET);
        assertThat(DETECTOR.in("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb")).doesNotContain(ContactDetails.Kind.WALLET);
    }

    @Test
    void aLinkToTheAllowListIsNone() {
        assertThat(DETECTOR.in("https://help.livemarket.example/returns")).isEmpty();
        assertThat(DETECTOR.in("https://livemarket.example.evil.com/")).containsExactly(ContactDetails.Kind.LINK);
        assertThat(DETECTOR.in("https://evil-livemarket.example/")).containsExactly(ContactDetails.Kind.LINK);
    }

    @Test
    void strangeTextsHoldNobodyUp() {
        for (String text : new String[] {"", " ", "1 ".repeat(4_000), "a.".repeat(4_000), "@".repeat(8_000),
                "a".repeat(8_000), "ES91 ".repeat(1_600), "no ".repeat(2_600), "-".repeat(8_000), "bizum no ".repeat(880), "a@".repeat(4_000), "1 bizum ".repeat(1_000),
                "pay ".repeat(2_000) + "outside", "a b ".repeat(2_000), "seis ".repeat(1_600), "whatsapp ".repeat(880), "\uD83D".repeat(100)}) {
            long best = Long.MAX_VALUE;
            for (int round = 0; round < 3; round++) {
                long began = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                DETECTOR.in(text);
                best = Math.min(best, (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - began) / 1_000);
            }
            String name = text.substring(0, Math.min(9, text.length()));
            System.out.printf("%s…: %d µs%n", name, best);
            assertThat(best).as(name).isLessThan(WORST_MICROS);
        }
    }
}
