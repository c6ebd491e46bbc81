/** The REST calls that administer webhooks. */
@NullMarked
package io.livemarket.notification.webhooks.web;

import org.jspecify.annotations.NullMarked;
