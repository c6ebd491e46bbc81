/**
 * The deciding engine: consumes commands and the events of other services, and publishes notifications, answers and due
 * pushes in one transaction. The state store of a partition has these keys; entries that are not derived are in the
 * journal {@code livemarket.notifications.journal.v1} too:
 *
 * <pre>
 * settings:USER          JSON of Settings; absent for a user who has changed none
 * devices:USER           sealed JSON {"devices": [PushSubscription, …]}; absent for a user without devices
 * inbox:USER/CHAT        JSON {"inbox": Inbox, "version": the chat's version up to which its events are applied}
 * other:USER/ID          JSON of OpenNotification, of a notification without a chat
 * reminder:USER          JSON of ReminderTimer; absent while it waits for nothing
 * version:USER           number as text: the version of the user's last event; derived from the events
 * open:USER/CHAT         text: the id of the inbox's notification; derived from the inboxes
 * due:USER/CHAT          empty text: the inbox has a due moment; derived from the inboxes
 * mark:former-state-taken-over  text: the state of an earlier version was taken over
 * </pre>
 */
@NullMarked
package io.livemarket.notification.kafka;

import org.jspecify.annotations.NullMarked;
