package io.livemarket.embedded;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks an integration test that runs on embedded parts even where a container engine answers. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface OnEmbeddedParts {

    /** What the test does that only they allow: it kills or freezes a part, or looks into its files. */
    String value();
}
