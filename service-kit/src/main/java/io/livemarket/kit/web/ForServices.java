package io.livemarket.kit.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The scope with which a service account may call an operation. Every other operation refuses service accounts with
 * {@code forbidden}, as {@link RoleCheck} does, before any part of the request is read. Users are not concerned: they
 * need the role of {@link RequiresRole}, if there is one.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface ForServices {

    /** One of {@link Callers#SCOPES}. */
    String value();
}
