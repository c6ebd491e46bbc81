package io.livemarket.events;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name of an event, command or result on the wire, {@code context.name-of-the-record.vN}; CloudEvents'
 * {@code type}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface EventType {

    /** The name, for example {@code chat.message-sent.v1}. */
    String value();
}
