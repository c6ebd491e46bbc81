/** The REST interface: notifications, preferences, mutes and push subscriptions of the caller. */
@NullMarked
package io.livemarket.notification.web;

import org.jspecify.annotations.NullMarked;
