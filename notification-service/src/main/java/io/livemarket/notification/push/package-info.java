/** Web Push: sealed subscriptions, VAPID keys, and the delivery of due pushes to push services. */
@NullMarked
package io.livemarket.notification.push;

import org.jspecify.annotations.NullMarked;
