package io.livemarket.rules.contact;

/** A reason to warn the recipient of a text. */
public enum Risk {
    /** A link that looks like a payment page. */
    PAYMENT_LINK,
    /** A link that looks like the tracking of a parcel, and is not a known carrier's. */
    PARCEL_TRACKING_LINK,
    /** A payment outside the platform, or an account for one. */
    OFF_PLATFORM_PAYMENT,
    /** A telephone number, an address, a handle or a link. */
    CONTACT
}
