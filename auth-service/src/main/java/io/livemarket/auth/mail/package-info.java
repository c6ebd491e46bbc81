/**
 * Sends the mails that were decided: their texts, and the worker that hands them to the
 * {@link io.livemarket.kit.mail.Mailer}.
 */
package io.livemarket.auth.mail;
