package io.livemarket.launcher;

/** A command cannot be carried out; the text is one line for its user. */
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
