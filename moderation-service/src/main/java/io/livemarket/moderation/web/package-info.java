/** The REST interface: blocks and reports of users; reports, flags, evidence, rules and suspensions for moderators. */
@NullMarked
package io.livemarket.moderation.web;

import org.jspecify.annotations.NullMarked;
