/**
 * The writer: consumes commands, decides them on one partition, and publishes credentials, keys, mails, public facts
 * and answers in one transaction. The state store has these keys. Values are sealed JSON, except those of
 * {@code username:} and {@code email:}; entries that are not derived from the credentials are in the journal
 * {@code livemarket.auth.journal.v1} too:
 *
 * <pre>
 * account:USER                  Account; derived from the credentials
 * username:NAME                 user id as text, of the holder of a name in lower case; derived from the credentials
 * email:HASH                    user id as text, of the holder of an address by its keyed hash; derived from the credentials
 * service:USER                  user id as text, of a service account; derived from the credentials
 * family:FAMILY                 RefreshFamily
 * user-sessions:USER            UserSessions
 * key:KEY                       SigningKey
 * registration:HASH             Registration, by the keyed hash of an idempotency key; kept for a day
 * mailed-links:USER             MailedLinks
 * mail-count:address/HASH       MailCount of an address, by its keyed hash; also mail-count:USER and mail-count:all
 *                               and, of reminders alone, those with reminders/ before USER, all and address/
 * language:USER                 text: the language of the user's last log-in
 * sealed-with:all               text: the id of the master key with which all state is sealed
 * mark:former-state-taken-over  text: the state of an earlier version was taken over
 * </pre>
 */
@NullMarked
package io.livemarket.auth.kafka;

import org.jspecify.annotations.NullMarked;
