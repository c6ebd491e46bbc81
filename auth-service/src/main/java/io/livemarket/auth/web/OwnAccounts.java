package io.livemarket.auth.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks operations on accounts that log in here. They are refused with {@code account_elsewhere} where the installation
 * has no such accounts, and for users of the external issuer, before any part of the request is read.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@interface OwnAccounts {}
