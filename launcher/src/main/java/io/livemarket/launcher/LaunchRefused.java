package io.livemarket.launcher;

/** What was asked for cannot be done; the text is one line for the person who asked. */
public final class LaunchRefused extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Bilingual text;

    public LaunchRefused(Bilingual text) {
        super(text.english());
        this.text = text;
    }

    public Bilingual text() {
        return text;
    }
}
