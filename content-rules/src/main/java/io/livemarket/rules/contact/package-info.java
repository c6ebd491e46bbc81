/** Finds what leads people off the platform: how to reach somebody elsewhere, and how to pay them there. */
package io.livemarket.rules.contact;
