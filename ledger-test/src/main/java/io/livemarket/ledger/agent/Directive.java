package io.livemarket.ledger.agent;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One change of one class. As text, its words are separated by blanks:
 *
 * <pre>
 * halt-before CLASS METHOD TRIGGER      the process halts at the method's start while the file TRIGGER exists
 * freeze-before CLASS METHOD TRIGGER    the process freezes there
 * constant CLASS OLD NEW                the string constant OLD is NEW everywhere in the class
 * distinct-argument CLASS METHOD        the method's first argument, an int, is another one in each process
 * skip CLASS METHOD                     the method does nothing, and returns null, 0, false or an empty Optional
 * </pre>
 *
 * @param className as in Java source
 * @param what method, or the constant to be replaced
 * @param with trigger or the constant's replacement; absent for {@code skip} and {@code distinct-argument}
 */
record Directive(
        Kind kind, String className, String what, @Nullable String with) {

    enum Kind {
        HALT_BEFORE,
        FREEZE_BEFORE,
        CONSTANT,
        DISTINCT_ARGUMENT,
        SKIP
    }

    static Directive parse(String line) {
        List<String> words = List.of(line.strip().split("\\s+"));
        Kind kind = Kind.valueOf(words.get(0).toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
        int expected = kind == Kind.SKIP || kind == Kind.DISTINCT_ARGUMENT ? 3 : 4;
        if (words.size() != expected) {
            throw new IllegalArgumentException("A directive " + words.get(0) + " has " + expected + " words: " + line);
        }
        return new Directive(kind, words.get(1), words.get(2), expected == 4 ? words.get(3) : null);
    }

    String internalName() {
        return className.replace('.', '/');
    }
}
