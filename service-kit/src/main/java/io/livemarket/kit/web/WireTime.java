package io.livemarket.kit.web;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time from a client with a year from 0000 to 9999, as RFC 3339 writes it. {@link Instant} accepts a thousand million
 * years both ways, which fit into no JSON Schema's {@code date-time}, into no date of MongoDB and into no number of
 * milliseconds.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Constraint(validatedBy = WireTime.Check.class)
public @interface WireTime {

    String message() default "must have a year from 0000 to 9999";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Checks the bounds of a time; an absent time is within them. */
    final class Check implements ConstraintValidator<WireTime, Instant> {

        private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
        private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

        @Override
        public boolean isValid(@Nullable Instant time, ConstraintValidatorContext context) {
            return holds(time);
        }

        /** Whether a time that is not a field or parameter is within the bounds. */
        public static boolean holds(@Nullable Instant time) {
            return time == null || !time.isBefore(FIRST) && !time.isAfter(LAST);
        }
    }
}
