package io.livemarket.embedded;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks an integration test that runs on embedded parts even where a container engine answers. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface OnEmbeddedParts {

    /** The step that needs embedded parts: the test kills or freezes a part, or looks into its files. */
    String value();
}
