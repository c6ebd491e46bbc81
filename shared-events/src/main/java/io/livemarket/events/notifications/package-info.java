/** What notification-service is asked and says: which notifications a user has, and what they want to be told of. */
package io.livemarket.events.notifications;
