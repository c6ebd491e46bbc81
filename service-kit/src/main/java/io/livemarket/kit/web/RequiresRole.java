package io.livemarket.kit.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The role that a caller's token must have. A servlet service refuses a caller without it, with {@code forbidden},
 * before any part of the request is read, so that a refusal depends on nothing that the caller sent; methods do not
 * check the role again. The gateway checks roles by path instead ({@code EdgeSecurity}). The OpenAPI documents show the
 * role.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface RequiresRole {

    /** {@link Callers#MODERATOR} or {@link Callers#OPERATOR}. */
    String value();
}
